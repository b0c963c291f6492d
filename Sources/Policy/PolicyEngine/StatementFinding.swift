/// What came of one statement.
public struct StatementFinding: Sendable, Hashable {
    /// Which statement.
    public let reference: StatementReference
    /// Where its policy comes from.
    public let source: PolicySource
    /// Its `Sid`.
    public let sid: String?
    /// The bytes that it takes in the text of its policy.
    public let range: Range<Int>
    /// Whether it grants.
    public let isAllow: Bool
    /// What kept it from matching; empty when it matched.
    public let mismatches: [Mismatch]

    /// Whether it matched.
    public var isMatch: Bool { mismatches.isEmpty }
}
