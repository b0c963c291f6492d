internal import PolicyEngine
internal import ServiceCatalog
internal import ServiceModel

extension Value {
    /// The result for an action: one entry, with the resources' results in it when any is named.
    ///
    /// - Source: botocore, `iam` model, shape `EvaluationResult`.
    static func evaluation(of action: String, _ results: [SimulatedResult]) -> Self {
        let decision = results.decision
        let isAny = results.map(\.resource) == ["*"]
        var result: Structure = [
            "EvalActionName": .string(action),
            "EvalResourceName": .string(results.resourceName(for: action)),
            "EvalDecision": .decision(decision),
            "MatchedStatements": .matches(results.matches(for: decision)),
            "MissingContextValues": .strings(isAny ? results.flatMap(\.missingKeys) : []),
        ]
        if let isAllowed = results.isAllowed(by: .serviceControl) {
            result["OrganizationsDecisionDetail"] = ["AllowedByOrganizations": .boolean(isAllowed)]
        }
        result["PermissionsBoundaryDecisionDetail"] = .boundaryDetail(
            results.isAllowed(by: .boundary)
        )
        guard !isAny else { return .structure(result) }
        result["EvalDecisionDetails"] =
            results.count == 1 ? .details(results[0]) : .map(Structure())
        result["ResourceSpecificResults"] = .list(results.map { .resourceResult($0) })
        return .structure(result)
    }

    /// - Source: botocore, `iam` model, shape `ResourceSpecificResult`.
    private static func resourceResult(_ result: SimulatedResult) -> Self {
        [
            "EvalResourceName": .string(result.resource),
            "EvalResourceDecision": .decision(result.decision),
            "MatchedStatements": .matches(result.matches),
            "MissingContextValues": .strings(result.missingKeys),
            "EvalDecisionDetails": result.isCrossAccount ? .details(result) : nil,
            "PermissionsBoundaryDecisionDetail": .boundaryDetail(result.isAllowed(by: .boundary)),
        ]
    }

    /// How each side decides across accounts; empty within one.
    ///
    /// The keys' spelling is the one that the live service gives `SourcePolicyType`.
    private static func details(_ result: SimulatedResult) -> Self {
        guard result.isCrossAccount, result.isAllowed(by: .serviceControl) != false else {
            return .map(Structure())
        }
        return .map([
            "IAM Policy": .decision(result.decision(of: [.identity])),
            "Resource Policy": .decision(result.decision(of: [.resource, .trust])),
        ])
    }

    private static func boundaryDetail(_ isAllowed: Bool?) -> Self? {
        guard let isAllowed else { return nil }
        return ["AllowedByPermissionsBoundary": .boolean(isAllowed)]
    }

    private static func decision(_ decision: Decision) -> Self {
        switch decision {
        case .allow: "allowed"
        case .explicitDeny: "explicitDeny"
        case .implicitDeny: "implicitDeny"
        }
    }

    private static func matches(_ matches: [SimulatedResult.Match]) -> Self {
        .list(
            matches.map { match in
                [
                    "SourcePolicyId": .string(match.source.name),
                    "SourcePolicyType": .string(match.source.kind.rawValue),
                    "StartPosition": .position(match.place.start),
                    "EndPosition": .position(match.place.end),
                ]
            }
        )
    }

    private static func position(_ position: StatementPlace.Position) -> Self {
        ["Line": .integer(position.line), "Column": .integer(position.column)]
    }
}

extension [SimulatedResult] {
    /// Allowed when all are; a refusal on any resource refuses.
    fileprivate var decision: Decision {
        if contains(where: { $0.decision == .explicitDeny }) { return .explicitDeny }
        return contains { $0.decision == .implicitDeny } ? .implicitDeny : .allow
    }

    /// The statements behind a decision, each once.
    fileprivate func matches(for decision: Decision) -> [SimulatedResult.Match] {
        var seen: Set<SimulatedResult.Match> = []
        return filter { $0.decision == decision }.flatMap(\.matches)
            .filter { seen.insert($0).inserted }
    }

    fileprivate func isAllowed(by layer: LayerKind) -> Bool? {
        let each = compactMap { $0.isAllowed(by: layer) }
        return each.isEmpty ? nil : each.allSatisfy { $0 }
    }

    /// The resource; for several, the form of ARNs that the action takes.
    fileprivate func resourceName(for action: String) -> String {
        if count == 1 { return self[0].resource }
        let types = ServiceCatalog.action(action)?.resources.map(\.type) ?? []
        return types.first { $0.covers(self[0].resource) }?.arnFormat ?? "*"
    }
}

extension ResourceType {
    /// Whether an ARN has the form of the type's, as far as the parts without placeholders tell.
    fileprivate func covers(_ arn: String) -> Bool {
        let form = arnFormat.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard form.count == 6, parts.count == 6 else { return false }
        for (wanted, found) in zip(form[..<5], parts) {
            guard wanted.hasPrefix("${") || wanted == found else { return false }
        }
        return parts[5].hasPrefix(form[5].prefix { $0 != "$" })
    }
}
