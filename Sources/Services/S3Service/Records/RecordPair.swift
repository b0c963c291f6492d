/// A name and a value: a metadata field or a tag.
struct RecordPair: Hashable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
