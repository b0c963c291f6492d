/// One text or a list of texts: most elements of a policy take both forms.
public struct TextList: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    /// The texts, in order.
    public var values: [String]
    /// Whether they stand in brackets; a list of one and a plain text print differently.
    public var isList: Bool

    /// A list.
    public init(_ values: [String]) {
        self.values = values
        isList = true
    }

    /// One plain text.
    public init(_ value: String) {
        values = [value]
        isList = false
    }

    /// One plain text.
    public init(stringLiteral value: String) { self.init(value) }

    /// A list.
    public init(arrayLiteral elements: String...) { self.init(elements) }
}
