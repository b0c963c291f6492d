public import PolicyReference

/// One line of a corpus: a request, the policies that bear on it, and what must come of it.
///
/// The format is described in `Fixtures/cases/README.md`.
public struct EvaluationCase: Sendable, Hashable {
    /// The case's name, unique in its corpus; empty when the line has none.
    public var id: String
    /// What it shows, for people.
    public var title: String
    /// The request and the policies.
    public var scenario: Scenario
    /// The result that its source says; nil when the line states none.
    public var expected: Outcome.Decision?
    /// All results to accept: more than one where the sources do not settle it.
    public var accepted: [Outcome.Decision]
    /// The documents that are not policies, with the reason.
    public var faults: [DocumentFault]

    /// A document that could not be read.
    public struct DocumentFault: Sendable, Hashable {
        /// Where it stands, such as `identity[1]`.
        public var place: String
        /// Why it could not be read.
        public var reason: String
    }
}
