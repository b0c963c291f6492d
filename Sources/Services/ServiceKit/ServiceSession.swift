internal import Base
public import Directory
internal import PolicyEngine
public import ServiceModel
public import Tokens

/// A session of a role that a service of AWS starts for a workload: by itself, or with the keys of
/// such a session.
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
    /// Whose session the role is assumed with; nil when the service itself assumes it.
    private var bearer: Caller?

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
    public var arn: String { state.role.sessionARN(name) }

    /// The session of another role, of any account, that is to be assumed with this one's keys: with
    /// its transitive tags and its source identity, and for an hour at most.
    ///
    /// - Returns: the session; nil when this one's role is gone.
    /// - Source: IAM User Guide, "Roles terms and concepts", role chaining.
    public func chained<View>(to state: RoleState, _ call: Call<View>) throws -> ServiceSession? {
        guard let bearer = try Caller(bearerOf: claims(call), in: call.node.directory)
        else { return nil }
        var next = ServiceSession(
            service: service,
            state: state,
            name: name,
            seconds: min(seconds, SessionRules.chainedSeconds)
        )
        next.tags = tags.filter(\.isTransitive)
        next.sourceIdentity = sourceIdentity
        next.bearer = bearer
        return next
    }

    /// Asks the role's trust policy for everything that the session implies, and for a chained
    /// session the policies of the first role, too.
    ///
    /// - Throws: `AccessDenied` 403 that names the service or the first session.
    /// - Source: IAM User Guide, "AWS global condition context keys", properties of the principal;
    ///   "Pass session tags in AWS STS", "Permissions required".
    public func authorize<View>(_ call: inout Call<View>) throws {
        let role = state.role
        let side = ResourceSide(
            account: role.account,
            policy: try state.trustPolicy(),
            mustAllow: true
        )
        let caller = bearer ?? Caller.proven(.service(service), userID: service)
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
        var keys: [Demand.ContextEntry] = [.value("sts:RoleSessionName", name)]
        if bearer == nil {
            keys += [
                .value("aws:PrincipalIsAWSService", "true"),
                .value("aws:PrincipalServiceName", service),
                .list("aws:PrincipalServiceNamesList", [service]),
            ]
        }
        let transitive = tags.filter(\.isTransitive).map(\.tag.key)
        if !transitive.isEmpty { keys.append(.list("sts:TransitiveTagKeys", transitive)) }
        if let sourceIdentity { keys.append(.value("sts:SourceIdentity", sourceIdentity)) }
        return keys
    }

    /// The session's keys.
    ///
    /// - Throws: `PackedPolicyTooLarge` 400.
    public func issue<View>(_ call: Call<View>) throws(ServiceError) -> SessionCredentials {
        do throws(PackedSizeExceeded) {
            return try call.node.tokens.issue(claims(call), now: call.environment.now)
        } catch {
            throw .packedPolicyTooLarge(
                "Packed size of session tags consumes \(error.percent)% of allotted space."
            )
        }
    }

    private func claims<View>(_ call: Call<View>) -> SessionClaims {
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
        return claims
    }
}
