/// The elements of an array, in order.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
    let document: JSONDocument
    var first: Int
    var count: Int

    /// How many are left.
    public var underestimatedCount: Int { count }

    /// The next element.
    public mutating func next() -> JSONValue? {
        guard count > 0 else { return nil }
        count -= 1
        let value = JSONValue(document: document, index: first)
        first = Int(document.nodes[first].next)
        return value
    }
}
