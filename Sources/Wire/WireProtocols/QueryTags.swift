import ServiceModel

/// The tags of all elements that members of a model make, ready to be written.
final class QueryTags: Sendable {
    /// The tags one after the other.
    let bytes: [UInt8]
    /// Where the opening tags are, by the member's index in `Model.members`.
    let opening: [Range<Int>]
    /// Where the closing tags are, by the same.
    let closing: [Range<Int>]

    init(_ model: Model) {
        var bytes: [UInt8] = []
        func append(_ start: String, _ name: ArraySlice<UInt8>) -> Range<Int> {
            let first = bytes.count
            bytes.append(contentsOf: start.utf8)
            bytes.append(contentsOf: name)
            bytes.append(0x3E)
            return first..<bytes.count
        }
        opening = model.members.map { append("<", model.wireNames[$0.wireName]) }
        closing = model.members.map { append("</", model.wireNames[$0.wireName]) }
        self.bytes = bytes
    }
}
