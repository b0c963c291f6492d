/// Where a statement is found among the policies that took part.
public struct StatementReference: Sendable, Hashable {
    /// The kind of policy.
    public let layer: LayerKind
    /// The level of the organization, root first; 0 for other kinds.
    public let level: Int
    /// The policy within its layer.
    public let policy: Int
    /// The statement within its policy.
    public let statement: Int

    /// Makes a reference.
    public init(layer: LayerKind, level: Int = 0, policy: Int, statement: Int) {
        self.layer = layer
        self.level = level
        self.policy = policy
        self.statement = statement
    }
}
