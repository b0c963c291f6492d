import ServiceModel

/// The tags of all elements that members of a model make, ready to be written.
struct QueryTags: Sendable {
    /// The tags one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where the opening tags are, by the member's index in `Model.members`.
    private(set) var opening: [Range<Int>] = []
    /// Where the closing tags are, by the same.
    private(set) var closing: [Range<Int>] = []

    init(_ model: Model) {
        for member in model.members {
            let name = model.wireNames[member.wireName]
            opening.append(append("<", name))
            closing.append(append("</", name))
        }
    }

    private mutating func append(_ start: String, _ name: ArraySlice<UInt8>) -> Range<Int> {
        let first = bytes.count
        bytes.append(contentsOf: start.utf8)
        bytes.append(contentsOf: name)
        bytes.append(0x3E)
        return first..<bytes.count
    }
}
