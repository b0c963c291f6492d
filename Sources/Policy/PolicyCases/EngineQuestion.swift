public import PolicyEngine
public import PolicyReference
private import Base

/// A scenario as the engine takes it: compiled policies and a request.
public struct EngineQuestion: Sendable {
    /// The policies on the caller's side.
    public let authorization: Authorization
    /// The policies on the resource's side.
    public let side: ResourceSide
    /// The request.
    public let request: AuthorizationRequest

    /// Compiles a scenario; nil when an account number is not twelve digits.
    public init?(_ scenario: Scenario) {
        guard let principal = Principal(scenario.caller) else { return nil }
        let owner = scenario.resourceAccount.map { AccountID($0) }
        if case .some(nil) = owner { return nil }
        let isLinked = scenario.caller.isServiceLinked
        authorization = Authorization(
            identity: PolicyLayer(.identity, scenario.identity.map { CompiledPolicy($0) }),
            boundary: scenario.boundary.map { PolicyLayer(.boundary, $0) },
            session: scenario.session.map { PolicyLayer(.session, $0) },
            serviceControl: scenario.serviceControl.map { PolicyLayer(.serviceControl, $0) },
            isExemptFromServiceControl: isLinked
        )
        side = ResourceSide(
            account: owner ?? nil,
            policy: scenario.resourcePolicy.map {
                PolicyLayer(scenario.isAssumption ? .trust : .resource, [$0])
            },
            resourceControl: isLinked
                ? [] : scenario.resourceControl.map { PolicyLayer(.resourceControl, $0) },
            endpoint: scenario.endpoint.map { PolicyLayer(.endpoint, $0) },
            mustAllow: scenario.needsResourceGrant
        )
        request = AuthorizationRequest(
            principal: principal,
            action: RequestedAction(scenario.action),
            resource: RequestedResource(scenario.resource),
            context: RequestContext(scenario.context)
        )
    }

    /// The engine's answer.
    public func decide() -> Verdict { authorization.decide(request, on: side) }

    /// The engine's answer with what came of every statement.
    public func explain() -> Explanation { authorization.explain(request, on: side) }
}
