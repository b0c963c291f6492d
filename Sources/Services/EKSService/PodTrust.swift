internal import Directory
internal import PolicyEngine
internal import PolicyLanguage

/// Whether a role could let pods in, which EKS asks when the role is bound to a service account.
///
/// - Source: hashicorp/terraform-provider-aws#41483, and others for roles that do not trust pods for
///   `sts:TagSession`.
enum PodTrust {
    /// Looks at what is allowed; what conditions ask is not known before there is a pod.
    static func isGiven(by state: RoleState, withTags: Bool) throws -> Bool {
        let role = state.role
        var document = try role.trustPolicy.document()
        document.statements.removeAll { $0.effect != .allow }
        for index in document.statements.indices { document.statements[index].conditions = [] }
        let side = ResourceSide(
            account: role.account,
            policy: PolicyLayer(.trust, [CompiledPolicy(document)]),
            mustAllow: true
        )
        return (withTags ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"])
            .allSatisfy { action in
                let request = AuthorizationRequest(
                    principal: .service(EKSService.podService),
                    action: RequestedAction(action),
                    resource: RequestedResource(role.arn),
                    context: RequestContext()
                )
                return Authorization().decide(request, on: side).isAllowed
            }
    }
}
