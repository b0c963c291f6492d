import PolicyLanguage

/// Notes what came of every statement.
struct Trace: Recorder {
    static var isListening: Bool { true }

    private(set) var findings: [StatementFinding] = []

    mutating func record(_ layer: PolicyLayer, level: Int, _ request: AuthorizationRequest) {
        for place in layer.places {
            let policy = layer.policies[Int(place.policy)]
            let index = Int(place.statement)
            let statement = policy.document.statements[index]
            findings.append(
                StatementFinding(
                    reference: StatementReference(
                        layer: layer.kind,
                        level: level,
                        policy: Int(place.policy),
                        statement: index
                    ),
                    source: policy.source,
                    sid: statement.sid,
                    range: statement.range,
                    isAllow: statement.effect == .allow,
                    mismatches: policy.mismatches(index, layer.kind, request)
                )
            )
        }
    }
}

extension CompiledPolicy {
    /// All parts of a statement that do not match, in the order in which they are looked at.
    fileprivate func mismatches(
        _ index: Int,
        _ kind: LayerKind,
        _ request: AuthorizationRequest
    ) -> [Mismatch] {
        let written = document.statements[index]
        let statement = rules.statements[index]
        var out: [Mismatch] = []
        if !rules.matchesAction(statement, request) { out.append(.action(written.action)) }
        if rules.principalReach(statement, kind, request.principal) == .none {
            out.append(.principal(written.principal))
        }
        if !rules.matchesResource(statement, kind, request) {
            out.append(.resource(written.resource))
        }
        for (offset, condition) in written.conditions.enumerated() {
            let compiled = rules.conditions[Int(statement.conditions.start) + offset]
            if !rules.holds(compiled, request.context) {
                out.append(
                    .condition(condition, found: request.context.values(of: condition.key))
                )
            }
        }
        return out
    }
}
