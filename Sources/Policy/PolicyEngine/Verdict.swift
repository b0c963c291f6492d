/// A decision with what determined it.
public struct Verdict: Sendable, Hashable {
    /// The decision.
    public let decision: Decision
    /// The kind of policy that decided: that grants, that refuses, or that would have had to grant.
    public let layer: LayerKind
    /// The statement that decided; nil for implicit denials and for the root user's own powers.
    public let statement: StatementReference?

    /// Makes a verdict.
    public init(_ decision: Decision, layer: LayerKind, statement: StatementReference? = nil) {
        self.decision = decision
        self.layer = layer
        self.statement = statement
    }

    /// Whether the request may go on.
    public var isAllowed: Bool { decision == .allow }

    /// IAM's sentence for a denial.
    ///
    /// - Source: IAM User Guide, "Troubleshoot access denied error messages".
    public func denialMessage(principal: String, action: String, resource: String) -> String {
        "User: \(principal) is not authorized to perform: \(action) on resource: \(resource) "
            + denialReason(action: action)
    }

    /// The end of IAM's sentence, from `because` or `with`.
    public func denialReason(action: String) -> String {
        decision == .explicitDeny
            ? "with an explicit deny in \(layer.nounPhrase)"
            : "because no \(layer.noun) allows the \(action) action"
    }
}
