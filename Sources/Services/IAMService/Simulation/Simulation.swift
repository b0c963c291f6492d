internal import Base
internal import PolicyEngine

/// Policies and circumstances in which actions are tried.
///
/// Nothing is inferred: the context holds every condition key that the request is to have.
struct Simulation: Sendable {
    /// Who would ask.
    var principal: Principal
    /// The policies of the one who would ask.
    var identity: [SimulatedPolicy]
    /// The permissions boundary.
    var boundary: SimulatedPolicy?
    /// The policy that each resource is taken to have.
    var resourcePolicy: SimulatedPolicy?
    /// The account that owns resources whose ARNs name none.
    var resourceOwner: AccountID?
    /// The service control policies of the account, each level of the organization.
    var serviceControl: [PolicyLayer] = []
    /// Whether service control policies do not bind the one who would ask.
    var isExemptFromServiceControl = false
    /// The condition keys of the request.
    var context: RequestContext

    /// All statements that each decision looks at.
    var statementCount: Int {
        let policies = identity + [boundary, resourcePolicy].compactMap { $0 }
        return policies.reduce(0) { $0 + $1.places.count }
    }

    /// Tries an action on each of the resources.
    func results(of action: String, on resources: [String]) -> [SimulatedResult] {
        let authorization = authorization
        let requested = RequestedAction(action)
        return resources.map { resource in
            let request = AuthorizationRequest(
                principal: principal,
                action: requested,
                resource: RequestedResource(resource),
                context: context
            )
            let side = side(of: resource, action)
            return SimulatedResult(
                resource: resource,
                explanation: authorization.explain(request, on: side),
                isCrossAccount: side.account != nil && side.account != principal.account,
                simulation: self
            )
        }
    }

    private var authorization: Authorization {
        Authorization(
            identity: PolicyLayer(.identity, identity.map(\.compiled)),
            boundary: boundary.map { PolicyLayer(.boundary, [$0.compiled]) },
            serviceControl: serviceControl,
            isExemptFromServiceControl: isExemptFromServiceControl
        )
    }

    /// AWS's simulator leaves role trust policies out; here they count, as they do in service.
    ///
    /// - Source: IAM API Reference, SimulateCustomPolicy, `ResourcePolicy`; aws/aws-cli issue 10314.
    private func side(of resource: String, _ action: String) -> ResourceSide {
        let arn = ARN(resource)
        var side = ResourceSide(account: owner(arn))
        guard let resourcePolicy else { return side }
        let isTrust = arn?.isRole == true && action.lowercased().hasPrefix("sts:")
        let isKey = arn?.service == "kms" && arn?.resource.hasPrefix("key/") == true
        side.policy = PolicyLayer(isTrust ? .trust : .resource, [resourcePolicy.compiled])
        side.mustAllow = isTrust || isKey
        return side
    }

    /// Whose a resource is; nil when neither an owner nor a resource policy makes it matter.
    ///
    /// - Source: IAM API Reference, SimulateCustomPolicy, `ResourceOwner`.
    private func owner(_ arn: ARN?) -> AccountID? {
        guard resourceOwner != nil || resourcePolicy != nil else { return nil }
        return arn?.accountID ?? resourceOwner
    }

    /// The policy that a statement was found in; nil for policies that are not shown.
    func policy(_ reference: StatementReference) -> SimulatedPolicy? {
        switch reference.layer {
        case .identity: identity[reference.policy]
        case .boundary: boundary
        case .resource, .trust: resourcePolicy
        default: nil
        }
    }
}
