/// The layers of policies that apply to a scenario, each matched against it.
struct Layers {
    let scenario: Scenario
    let identity: MatchedLayer
    let boundary: MatchedLayer?
    let session: MatchedLayer?
    let resource: MatchedLayer?
    let serviceControl: [MatchedLayer]
    let resourceControl: [MatchedLayer]
    let endpoint: MatchedLayer?

    var all: [MatchedLayer] {
        [identity] + [boundary, session, resource, endpoint].compactMap { $0 }
            + serviceControl + resourceControl
    }

    init(_ scenario: Scenario) {
        self.scenario = scenario
        let caller = scenario.caller
        let matcher = StatementMatcher(scenario: scenario)

        // Identity-based policies, boundaries and session policies belong to IAM identities and
        // their sessions. Source: "Policies and permissions in IAM", policy types.
        let hasIdentity = caller.hasIdentityPolicies
        identity = matcher.match(.identity, hasIdentity ? scenario.identity : [])
        boundary = hasIdentity ? scenario.boundary.map { matcher.match(.boundary, $0) } : nil
        session = caller.account == nil ? nil : scenario.session.map { matcher.match(.session, $0) }
        resource = scenario.resourcePolicy.map { matcher.match(.resource, [$0]) }
        endpoint = scenario.endpoint.map { matcher.match(.endpoint, $0) }

        // "The SCP maximum applies to principals in member accounts, including each AWS account
        // root user"; service-linked roles are not restricted. Source: Policy evaluation logic;
        // AWS Organizations User Guide, "SCP effects on permissions".
        serviceControl =
            caller.isBoundByServiceControl
            ? scenario.serviceControl.enumerated().map { level, documents in
                matcher.match(.serviceControl, documents, level: level)
            } : []

        // RCPs bind whoever asks for the resource, service-linked roles excepted. Source: AWS
        // Organizations User Guide, "Resource control policies", effects on permissions.
        resourceControl =
            caller.isServiceLinked
            ? []
            : scenario.resourceControl.enumerated().map { level, documents in
                matcher.match(.resourceControl, documents, level: level)
            }
    }

    /// The first layer that had to grant and does not; nil when the request is allowed.
    var missingGrant: Outcome.Layer? {
        // "For a permission to be allowed for a specific account, there must be an explicit Allow
        // statement at every level from the root through each OU in the direct path to the
        // account." Source: AWS Organizations User Guide, "SCP evaluation".
        if serviceControl.contains(where: { !$0.isGranting }) { return .serviceControl }

        // "RCPFullAWSAccess" is at each level, so that RCPs only refuse. Source: AWS Organizations
        // User Guide, "RCP evaluation".
        if let missing = missingInAccounts { return missing }

        // An endpoint policy limits every request through the endpoint, and grants nothing.
        // Source: "Control access to VPC endpoints using endpoint policies".
        if let endpoint, !endpoint.isGranting { return .endpoint }
        return nil
    }

    private var missingInAccounts: Outcome.Layer? {
        let reach = resource?.reach
        guard let account = scenario.caller.account else {
            // Services, providers and anonymous callers have no identity policies: only the
            // resource's policy can grant. Source: "AWS JSON policy elements: Principal".
            return reach == nil ? .resource : nil
        }
        if let owner = scenario.resourceAccount, owner != account {
            return missingAcrossAccounts(reach)
        }
        return missingWithinAccount(reach)
    }

    private func missingAcrossAccounts(_ reach: Reach?) -> Outcome.Layer? {
        // "The request is allowed only if both evaluations return a decision of Allow": the
        // resource's policy in the trusting account; in the trusted account the identity-based
        // policies "and any policies that can limit" them. Source: Cross-account policy evaluation
        // logic, "Determining whether a cross-account request is allowed".
        reach == nil ? .resource : missingOnIdentitySide
    }

    private func missingWithinAccount(_ reach: Reach?) -> Outcome.Layer? {
        switch reach {
        case .direct:
            // "If a resource-based policy grants permission directly to the IAM user or the
            // session principal that is making the request, then an implicit deny in an
            // identity-based policy, a permissions boundary, or a session policy does not impact
            // the final decision." For a wildcard "no other permissions are required". Source:
            // Policy evaluation logic, "Resource-based policies"; "Principal", "All principals".
            return nil
        case .role:
            // "Resource-based policies that grant permissions to an IAM role ARN are limited by an
            // implicit deny in a permissions boundary or session policy." Source: the same.
            return missingLimit
        case .account:
            // Naming the account "delegates authority to the account": its identity-based
            // policies decide. Source: "Principal", "AWS account principals".
            return missingOnIdentitySide
        case nil:
            // "IAM role trust policies and KMS key policies are exceptions to this logic, because
            // they must explicitly allow access for principals." Source: Policy evaluation logic.
            return scenario.needsResourceGrant ? .resource : missingOnIdentitySide
        }
    }

    private var missingOnIdentitySide: Outcome.Layer? {
        // "By default, all requests are implicitly denied with the exception of the AWS account
        // root user, which has full access." Source: Policy evaluation logic.
        if case .root = scenario.caller { return missingLimit }
        return identity.isGranting ? missingLimit : .identity
    }

    private var missingLimit: Outcome.Layer? {
        // The effective permissions are the intersection of identity-based policies, boundary and
        // session policies. Source: Policy evaluation logic; "Permissions boundaries", "Evaluating
        // effective permissions with boundaries".
        if let boundary, !boundary.isGranting { return .boundary }
        if let session { return session.isGranting ? nil : .session }

        // "If you do not pass a policy, the resulting temporary security credentials have no
        // permissions" (besides what resource policies grant). Source: "Permissions for
        // GetFederationToken".
        if case .federatedUser = scenario.caller { return .session }
        return nil
    }
}

extension Caller {
    /// Whether policies are attached to the caller's identity; the root user has none.
    public var hasIdentityPolicies: Bool {
        switch self {
        case .user, .session, .federatedUser: true
        case .root, .service, .provider, .anonymous: false
        }
    }

    /// Whether the caller is a session of a service-linked role.
    public var isServiceLinked: Bool {
        if case .session(let session) = self { return session.isServiceLinked }
        return false
    }

    var isBoundByServiceControl: Bool { account != nil && !isServiceLinked }
}

extension Scenario {
    /// Whether the resource is one whose policy must grant in any case: a role that is assumed, or
    /// a KMS key.
    public var needsResourceGrant: Bool {
        let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { return false }
        return parts[2] == "kms" && parts[5].hasPrefix("key/") || isAssumption
    }

    /// Whether the resource's policy is a role trust policy.
    public var isAssumption: Bool {
        let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { return false }
        return parts[2] == "iam" && parts[5].hasPrefix("role/")
            && action.lowercased().hasPrefix("sts:")
    }
}
