/// Why a request was decided as it was.
///
/// ```swift
/// let explanation = authorization.explain(request, on: side)
/// log(explanation.text)
/// ```
public struct Explanation: Sendable {
    /// The decision; always the same as `Authorization.decide` gives.
    public let verdict: Verdict
    /// The ARN or name of the one who asks.
    public let principal: String
    /// The action.
    public let action: String
    /// The resource.
    public let resource: String
    /// What came of every statement that took part.
    public let findings: [StatementFinding]

    /// The most statements that `nearest` names.
    ///
    /// 3: enough to see the mistake, few enough to read.
    static let nearestLimit = 3

    /// The statements that determined the decision.
    ///
    /// All that refuse, or, for an allowed request, all that grant in identity and resource
    /// policies; none for an implicit denial.
    public var determining: [StatementFinding] {
        switch verdict.decision {
        case .implicitDeny: []
        case .explicitDeny: findings.filter { $0.isMatch && !$0.isAllow }
        case .allow:
            findings.filter { finding in
                guard finding.isMatch, finding.isAllow else { return false }
                switch finding.reference.layer {
                case .identity, .resource, .trust: return true
                default: return false
                }
            }
        }
    }

    /// For an implicit denial, the statements that came nearest to granting, nearest first: those of
    /// the kind that would have had to, with the fewest parts that do not match.
    public var nearest: [StatementFinding] {
        guard verdict.decision == .implicitDeny else { return [] }
        let candidates = findings.filter { finding in
            finding.isAllow && !finding.isMatch && finding.reference.layer == verdict.layer
        }
        guard let fewest = candidates.map({ Self.distance($0) }).min() else { return [] }
        return Array(
            candidates.filter { Self.distance($0) == fewest }.prefix(Self.nearestLimit)
        )
    }

    /// Parts that do not match; another action weighs most, since such statements are about
    /// something else.
    private static func distance(_ finding: StatementFinding) -> Int {
        var distance = 0
        for mismatch in finding.mismatches {
            if case .action = mismatch { distance += 100 } else { distance += 1 }
        }
        return distance
    }
}

extension Authorization {
    /// Decides like `decide(_:on:)`, and says why.
    ///
    /// - Complexity: looks at every statement; not for the request path.
    public func explain(
        _ request: AuthorizationRequest,
        on resource: ResourceSide = ResourceSide()
    ) -> Explanation {
        var trace = Trace()
        let verdict = decide(request, on: resource, into: &trace)
        return Explanation(
            verdict: verdict,
            principal: request.principal.name,
            action: request.action.description,
            resource: request.resource.description,
            findings: trace.findings
        )
    }
}
