/// `Action` or `NotAction`, `Resource` or `NotResource`.
public struct StatementElement: Sendable, Hashable {
    /// Whether it is the Not form, which matches all that the list does not.
    public var isNegated: Bool
    /// The patterns.
    public var list: TextList

    /// Makes an element.
    public init(_ list: TextList, isNegated: Bool = false) {
        self.isNegated = isNegated
        self.list = list
    }
}
