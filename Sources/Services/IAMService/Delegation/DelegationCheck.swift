internal import Base
internal import PolicyEngine
internal import PolicyLanguage
internal import ServiceKit

/// Whether a caller has the permissions that a delegation request asks for.
///
/// Each action and resource is asked for as it is written. That is exact where they hold no
/// wildcards; where they do, a refusal may be wrong, and so may be any where conditions matter.
///
/// - Source: IAM API Reference, GetDelegationRequest: an approximate result.
struct DelegationCheck {
    private let document: PolicyDocument

    init(_ policy: String) throws(PolicyError) {
        document = try PolicyDocument(parsing: Array(policy.utf8))
    }

    /// `ALLOWED`, `DENIED` or `UNSURE`.
    func result(for caller: Caller) -> String {
        var result = "ALLOWED"
        for statement in document.statements where statement.effect == .allow {
            guard let actions = statement.action, let resources = statement.resource,
                !actions.isNegated, !resources.isNegated
            else { return "UNSURE" }
            for action in actions.list.values {
                for resource in resources.list.values {
                    guard !isAllowed(action, resource, caller) else { continue }
                    let isExact = !action.contains { $0 == "*" || $0 == "?" }
                    guard isExact, statement.conditions.isEmpty else {
                        result = "UNSURE"
                        continue
                    }
                    return "DENIED"
                }
            }
        }
        return result
    }

    private func isAllowed(_ action: String, _ resource: String, _ caller: Caller) -> Bool {
        let request = AuthorizationRequest(
            principal: caller.principal,
            action: RequestedAction(action),
            resource: RequestedResource(resource),
            context: caller.context
        )
        return caller.authorization.decide(request, on: ResourceSide()).isAllowed
    }
}
