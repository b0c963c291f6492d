/// The members of an object, in the order of the text.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    let document: JSONDocument
    var first: Int
    var count: Int

    /// How many are left.
    public var underestimatedCount: Int { count }

    /// The next member.
    public mutating func next() -> (key: JSONValue, value: JSONValue)? {
        guard count > 0 else { return nil }
        count -= 1
        let key = JSONValue(document: document, index: first)
        let value = JSONValue(document: document, index: first + 1)
        first = Int(document.nodes[first + 1].next)
        return (key, value)
    }
}
