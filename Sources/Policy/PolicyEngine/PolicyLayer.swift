/// Policies of one kind that count together, indexed by action.
///
/// A statement is looked at only when one of its action patterns can match, so that statements on
/// other services and actions cost nothing.
public final class PolicyLayer: Sendable {
    /// A statement as policy and place.
    struct Place: Sendable {
        var policy: UInt32
        var statement: UInt32
        var isAllow: Bool
    }

    /// The kind.
    public let kind: LayerKind
    /// The policies.
    public let policies: [CompiledPolicy]
    /// Whether any policy has a condition or a variable: a context is looked at by nothing else.
    public let readsContext: Bool
    let places: [Place]
    let index: StatementIndex

    /// Joins policies of one kind.
    public init(_ kind: LayerKind, _ policies: [CompiledPolicy]) {
        self.kind = kind
        self.policies = policies
        var places: [Place] = []
        var builder = StatementIndex.Builder()
        for (policyIndex, policy) in policies.enumerated() {
            for statementIndex in policy.rules.statements.indices {
                builder.add(policy, statementIndex)
                places.append(
                    Place(
                        policy: UInt32(policyIndex),
                        statement: UInt32(statementIndex),
                        isAllow: policy.rules.statements[statementIndex].isAllow
                    )
                )
            }
        }
        self.places = places
        readsContext = policies.contains {
            !$0.rules.conditions.isEmpty || !$0.rules.variables.isEmpty
        }
        index = builder.finish()
    }

    func reference(_ number: Int32, level: Int) -> StatementReference? {
        guard number >= 0 else { return nil }
        let place = places[Int(number)]
        return StatementReference(
            layer: kind,
            level: level,
            policy: Int(place.policy),
            statement: Int(place.statement)
        )
    }
}
