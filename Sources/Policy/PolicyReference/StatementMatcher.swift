import PolicyLanguage

/// Finds the statements that match a scenario.
struct StatementMatcher {
    let scenario: Scenario

    func match(
        _ layer: Outcome.Layer,
        _ documents: [PolicyDocument],
        level: Int = 0
    ) -> MatchedLayer {
        var matched = MatchedLayer()
        for (policy, document) in documents.enumerated() {
            for (index, statement) in document.statements.enumerated() {
                guard let reach = reach(of: statement, in: document, layer) else { continue }
                let determinant = Outcome.Determinant(
                    layer,
                    level: level,
                    policy: policy,
                    statement: index
                )
                switch statement.effect {
                case .allow:
                    matched.grants.append(determinant)
                    matched.reach = max(matched.reach ?? reach, reach)
                case .deny: matched.denials.append(determinant)
                }
            }
        }
        return matched
    }

    /// How the statement reaches the caller; nil when any of its elements does not match.
    private func reach(
        of statement: PolicyStatement,
        in document: PolicyDocument,
        _ layer: Outcome.Layer
    ) -> Reach? {
        let reach: Reach?
        switch layer {
        case .resource, .endpoint, .resourceControl:
            // "You must use the Principal element in resource-based policies." Source: "AWS JSON
            // policy elements: Principal". A statement without one names nobody.
            reach = statement.principal.flatMap {
                scenario.caller.reach(under: $0, statement.effect)
            }
        case .identity, .boundary, .session, .serviceControl:
            // "In those cases, the principal is implicitly the identity where the policy is
            // attached." Source: the same.
            reach = .direct
        }
        guard let reach, matchesAction(statement),
            matchesResource(statement, document.version, isOptional: layer == .resource)
        else { return nil }
        let conditions = ConditionMatcher(context: scenario.context, version: document.version)
        return statement.conditions.allSatisfy(conditions.holds) ? reach : nil
    }

    private func matchesAction(_ statement: PolicyStatement) -> Bool {
        guard let element = statement.action else { return false }
        let isListed = element.list.values.contains { matches(action: $0) }
        // "NotAction matches everything except the specified list of actions." Source: "IAM JSON
        // policy elements: NotAction".
        return isListed != element.isNegated
    }

    /// "The prefix and the action name are case insensitive"; `*` and `?` are wildcards, and `*`
    /// alone is all actions of all services.
    ///
    /// - Source: IAM User Guide, "IAM JSON policy elements: Action".
    private func matches(action pattern: String) -> Bool {
        if pattern == "*" { return true }
        let wanted = pattern.lowercased().split(
            separator: ":",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let found = scenario.action.lowercased().split(
            separator: ":",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard wanted.count == 2, found.count == 2 else { return false }
        return zip(wanted, found).allSatisfy {
            matchesGlob(Piece.wildcards(in: String($0)), String($1))
        }
    }

    private func matchesResource(
        _ statement: PolicyStatement,
        _ version: PolicyVersion,
        isOptional: Bool
    ) -> Bool {
        // A role trust policy has no Resource element: the resource is the role itself. Source:
        // "IAM JSON policy elements: Resource"; "Roles terms and concepts", trust policy.
        guard let element = statement.resource else { return isOptional }
        let patterns = element.list.values.map {
            ResourcePattern($0, version, scenario.context)
        }
        // "If AWS cannot resolve a variable, this might cause the entire statement to be invalid":
        // what is not to be matched is then unknown, and the statement grants nothing. Source: "IAM
        // policy elements: Variables and tags".
        if element.isNegated, statement.effect == .allow, patterns.contains(where: { $0 == nil }) {
            return false
        }
        // "NotResource matches every resource except those specified." Source: "IAM JSON policy
        // elements: NotResource".
        let isListed = patterns.contains { $0?.matches(scenario.resource) ?? false }
        return isListed != element.isNegated
    }
}
