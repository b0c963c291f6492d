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
    /// All policies of the scenario, also those that do not bear on this caller.
    private let policies: (authorization: Authorization, side: ResourceSide)

    /// Compiles a scenario; nil when an account number is not twelve digits.
    public init?(_ scenario: Scenario) {
        let authorization = Authorization(
            identity: PolicyLayer(.identity, scenario.identity),
            boundary: scenario.boundary.map { PolicyLayer(.boundary, $0) },
            session: scenario.session.map { PolicyLayer(.session, $0) },
            serviceControl: scenario.serviceControl.map { PolicyLayer(.serviceControl, $0) }
        )
        let side = ResourceSide(
            policy: scenario.resourcePolicy.map {
                PolicyLayer(scenario.isAssumption ? .trust : .resource, [$0])
            },
            resourceControl: scenario.resourceControl.map { PolicyLayer(.resourceControl, $0) },
            endpoint: scenario.endpoint.map { PolicyLayer(.endpoint, $0) }
        )
        self.init(scenario, authorization, side)
    }

    /// Asks the scenario's request of the policies that have been compiled.
    ///
    /// The scenario must have the same policies, and must not turn a trust policy into another.
    public func asking(_ scenario: Scenario) -> EngineQuestion? {
        EngineQuestion(scenario, policies.authorization, policies.side)
    }

    private init?(
        _ scenario: Scenario,
        _ authorization: Authorization,
        _ side: ResourceSide
    ) {
        guard let principal = Principal(scenario.caller) else { return nil }
        let owner = scenario.resourceAccount.map { AccountID($0) }
        if case .some(nil) = owner { return nil }
        policies = (authorization, side)
        var authorization = authorization
        authorization.isExemptFromServiceControl = scenario.caller.isServiceLinked
        if !scenario.caller.hasIdentityPolicies {
            authorization.identity = nil
            authorization.boundary = nil
        }
        if scenario.caller.account == nil { authorization.session = nil }
        var side = side
        side.account = owner ?? nil
        side.mustAllow = scenario.needsResourceGrant
        if scenario.caller.isServiceLinked { side.resourceControl = [] }
        self.authorization = authorization
        self.side = side
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
