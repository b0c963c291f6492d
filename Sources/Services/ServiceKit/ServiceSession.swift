internal import Base
public import Directory
internal import PolicyEngine
public import ServiceModel
public import Tokens

/// A session of a role that a service of AWS starts for a workload.
public struct ServiceSession: Sendable {
    /// The service principal, such as `pods.eks.amazonaws.com`.
    public let service: String
    /// The role.
    public let state: RoleState
    /// The session's name.
    public let name: String
    /// How long it lives, in seconds; no longer than the role allows.
    public var seconds: Int
    /// Its tags.
    public var tags: [SessionClaims.SessionTag] = []
    /// Its source identity.
    public var sourceIdentity: String?
    /// Its session policies.
    public var policies: [String] = []
    /// The ARNs of its managed session policies.
    public var policyARNs: [String] = []
    /// What the trust policy may ask for, beside what every service brings.
    public var keys: [Demand.ContextEntry] = []

    /// Starts a description.
    public init(service: String, state: RoleState, name: String, seconds: Int) {
        self.service = service
        self.state = state
        self.name = name
        self.seconds = seconds
    }

    /// `ROLEID:name`.
    public var id: String { "\(state.role.id):\(name)" }

    /// The session as policies name it.
    public var arn: String {
        "arn:aws:sts::\(state.role.account):assumed-role/\(state.role.name)/\(name)"
    }

    /// Asks the role's trust policy for everything that the session implies.
    ///
    /// - Throws: `AccessDenied` 403 that names the service.
    /// - Source: IAM User Guide, "AWS global condition context keys", properties of the principal;
    ///   "Pass session tags in AWS STS", "Permissions required".
    public func authorize<View>(_ call: inout Call<View>) throws {
        let role = state.role
        let side = ResourceSide(
            account: role.account,
            policy: try state.trustPolicy(),
            mustAllow: true
        )
        let caller = Caller.proven(.service(service), userID: service)
        let keys = self.keys + trustKeys
        for action in actions {
            try call.authorize(
                Demand(action, on: role.arn, in: role.account, resourceSide: side, keys: keys)
                    .requestTags(tags.map(\.tag))
                    .resourceTags(role.tags, prefix: "iam"),
                as: caller
            )
        }
    }

    private var actions: [String] {
        var actions = ["sts:AssumeRole"]
        if !tags.isEmpty { actions.append("sts:TagSession") }
        if sourceIdentity != nil { actions.append("sts:SetSourceIdentity") }
        return actions
    }

    private var trustKeys: [Demand.ContextEntry] {
        var keys: [Demand.ContextEntry] = [
            .value("aws:PrincipalIsAWSService", "true"),
            .value("aws:PrincipalServiceName", service),
            .list("aws:PrincipalServiceNamesList", [service]),
            .value("sts:RoleSessionName", name),
        ]
        let transitive = tags.filter(\.isTransitive).map(\.tag.key)
        if !transitive.isEmpty { keys.append(.list("sts:TransitiveTagKeys", transitive)) }
        if let sourceIdentity { keys.append(.value("sts:SourceIdentity", sourceIdentity)) }
        return keys
    }

    /// The session's keys.
    ///
    /// - Throws: `PackedPolicyTooLarge` 400.
    public func issue<View>(_ call: Call<View>) throws(ServiceError) -> SessionCredentials {
        let role = state.role
        let issuedAt = call.environment.now.truncatedToSeconds
        let seconds = min(seconds, role.maxSessionDurationSeconds)
        var claims = SessionClaims(
            account: role.account,
            subject: .assumedRole(roleARN: role.arn, roleID: role.id, sessionName: name),
            issuedAt: issuedAt,
            expiresAt: issuedAt.adding(seconds: Int64(seconds))
        )
        claims.tags = tags
        claims.sourceIdentity = sourceIdentity
        claims.policies = policies
        claims.policyARNs = policyARNs
        do throws(PackedSizeExceeded) {
            return try call.node.tokens.issue(claims, now: call.environment.now)
        } catch {
            throw .packedPolicyTooLarge(
                "Packed size of session tags consumes \(error.percent)% of allotted space."
            )
        }
    }
}
