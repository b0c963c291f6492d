internal import PolicyEngine
internal import PolicyLanguage

/// What came of one action on one resource.
struct SimulatedResult: Sendable {
    /// A statement that determined the result.
    struct Match: Sendable, Hashable {
        var source: PolicySource
        var place: StatementPlace
    }

    let resource: String
    let explanation: Explanation
    let isCrossAccount: Bool
    let matches: [Match]
    let missingKeys: [String]

    init(
        resource: String,
        explanation: Explanation,
        isCrossAccount: Bool,
        simulation: Simulation
    ) {
        self.resource = resource
        self.explanation = explanation
        self.isCrossAccount = isCrossAccount
        matches = explanation.determining.compactMap { finding in
            guard let policy = simulation.policy(finding.reference) else { return nil }
            return Match(source: finding.source, place: policy.places[finding.reference.statement])
        }
        missingKeys = Self.missingKeys(explanation, simulation)
    }

    var decision: Decision { explanation.verdict.decision }

    /// Whether policies of a kind let the action pass; nil when there is none of the kind.
    func isAllowed(by layer: LayerKind) -> Bool? {
        let findings = explanation.findings.filter { $0.reference.layer == layer }
        guard let last = findings.map(\.reference.level).max() else { return nil }
        return (0...last).allSatisfy { level in
            decision(findings.filter { $0.reference.level == level }) == .allow
        }
    }

    /// What policies of some kinds say, taken alone.
    func decision(of layers: Set<LayerKind>) -> Decision {
        decision(explanation.findings.filter { layers.contains($0.reference.layer) })
    }

    private func decision(_ findings: [StatementFinding]) -> Decision {
        if findings.contains(where: { $0.isMatch && !$0.isAllow }) { return .explicitDeny }
        return findings.contains { $0.isMatch && $0.isAllow } ? .allow : .implicitDeny
    }

    /// The keys that statements on the action ask for and the request lacks, in order.
    private static func missingKeys(
        _ explanation: Explanation,
        _ simulation: Simulation
    ) -> [String] {
        var keys = ContextKeyNames()
        for finding in explanation.findings where !finding.isOnOtherAction {
            guard let document = simulation.policy(finding.reference)?.document else { continue }
            let statement = document.statements[finding.reference.statement]
            keys.add(
                PolicyDocument(version: document.writtenVersion, statements: [statement])
            )
        }
        return keys.sorted.filter { simulation.context.values(of: $0) == nil }
    }
}

extension StatementFinding {
    /// Whether the statement does not speak of the action at all.
    fileprivate var isOnOtherAction: Bool {
        mismatches.contains { mismatch in
            if case .action = mismatch { true } else { false }
        }
    }
}
