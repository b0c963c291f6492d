internal import Base
internal import Directory
internal import PolicyEngine
internal import ServiceKit
internal import ServiceModel
internal import Tokens

extension STSService {
    /// `isProven` tells whether the caller has just shown a code of its MFA device.
    static func assumeRole<View>(_ call: inout Call<View>, isProven: Bool) throws -> Structure {
        let arn = try call.input.requiredString("RoleArn")
        let sessionName = try call.input.requiredString("RoleSessionName")
        guard !call.caller.isRoot else {
            throw ServiceError.accessDenied("Roles may not be assumed by root accounts.")
        }
        let tags = try SessionTags(call.input, callerSession: call.caller.session)
        let identity = try sourceIdentity(call.input, call.caller)
        let state = try state(arn, call)
        try authorize(&call, state, tags, identity, isProven)
        try refuseContexts(call.input)
        let role = state.role
        let seconds = try duration(call, role)
        let issuedAt = call.environment.now.truncatedToSeconds
        var claims = SessionClaims(
            account: role.account,
            subject: .assumedRole(roleARN: role.arn, roleID: role.id, sessionName: sessionName),
            issuedAt: issuedAt,
            expiresAt: issuedAt.adding(seconds: Int64(seconds))
        )
        claims.sourceIdentity = identity
        claims.tags = tags.all
        try SessionPolicyInput.read(call.input, into: &claims, call.node)
        return try issued(
            claims,
            call,
            [
                "SourceIdentity": .optional(identity),
                "AssumedRoleUser": .assumedRoleUser(role, sessionName),
            ]
        )
    }

    private static func isChained<View>(_ call: Call<View>) -> Bool {
        if case .role = call.caller.kind { true } else { false }
    }

    /// The role, or the same refusal as for a role that does not trust the caller.
    private static func state<View>(_ arn: String, _ call: Call<View>) throws -> RoleState {
        if let state = try call.node.directory.roleState(arn: arn) { return state }
        guard ARN(arn)?.isRole == true else { throw ServiceError.validation("\(arn) is invalid") }
        throw ServiceError.accessDenied(
            "User: \(call.caller.arn) is not authorized to perform: sts:AssumeRole on "
                + "resource: \(arn)"
        )
    }

    /// Both sides are asked for each action that the request implies.
    ///
    /// - Source: IAM User Guide, "Pass session tags in AWS STS", "Permissions required"; "Monitor
    ///   and control actions taken with assumed roles", source identity. `aws:ResourceTag` is what is
    ///   attached to the role, whatever tags the request brings.
    private static func authorize<View>(
        _ call: inout Call<View>,
        _ state: RoleState,
        _ tags: SessionTags,
        _ identity: String?,
        _ isProven: Bool
    ) throws {
        let role = state.role
        var keys: [Demand.ContextEntry] = [
            .value("sts:RoleSessionName", call.input.string("RoleSessionName") ?? "")
        ]
        if let id = call.input.string("ExternalId") { keys.append(.value("sts:ExternalId", id)) }
        if let identity { keys.append(.value("sts:SourceIdentity", identity)) }
        if !tags.transitiveKeys.isEmpty {
            keys.append(.list("sts:TransitiveTagKeys", tags.transitiveKeys))
        }
        if isProven {
            keys.append(.value("aws:MultiFactorAuthPresent", "true"))
            keys.append(.value("aws:MultiFactorAuthAge", "0"))
        }
        let side = ResourceSide(
            account: role.account,
            policy: try state.trustPolicy(),
            mustAllow: true
        )
        var demand = Demand(
            "sts:AssumeRole",
            on: role.arn,
            in: role.account,
            resourceSide: side,
            keys: keys
        ).requestTags(tags.tags).resourceTags(role.tags, prefix: "iam")
        try call.authorize(demand)
        if !tags.all.isEmpty {
            demand.action = "sts:TagSession"
            try call.authorize(demand)
        }
        if identity != nil {
            demand.action = "sts:SetSourceIdentity"
            try call.authorize(demand)
        }
    }

    /// - Source: STS API Reference, AssumeRole, `DurationSeconds`; the text as observed.
    private static func duration<View>(
        _ call: Call<View>,
        _ role: Role
    ) throws(ServiceError) -> Int {
        let seconds = try call.input.roleSessionSeconds(of: role)
        guard !isChained(call) || seconds <= SessionRules.chainedSeconds else {
            throw .validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed "
                    + "by role chaining."
            )
        }
        return seconds
    }

    /// Inherited along a chain; may be repeated, not changed.
    private static func sourceIdentity(
        _ input: Structure,
        _ caller: Caller
    ) throws(ServiceError) -> String? {
        let asked = input.string("SourceIdentity")
        guard let held = caller.session?.sourceIdentity else { return asked }
        guard asked == nil || asked == held else {
            throw .validation("The source identity is already set for this assume role session")
        }
        return held
    }
}
