internal import Base
internal import Directory
internal import PolicyEngine
internal import ServiceKit
internal import ServiceModel
internal import Tokens

extension RolecallService {
    /// The life of a session, in seconds, when the request does not tell it.
    ///
    /// - Source: STS API Reference, AssumeRole, `DurationSeconds`.
    private static let defaultSeconds = 3600

    /// A session of a role that trusts a service, for one who may act as the service.
    ///
    /// The caller is asked first, so that those without permission learn nothing of the role.
    static func actAsService(_ call: inout Call<NoDirectory>) throws -> Structure {
        let source = try ServiceSource(call.input, caller: call.account)
        let arn = try call.input.requiredString("RoleArn")
        try requireOwnRole(arn, call)
        let found = try call.node.directory.roleState(arn: arn)
        try call.authorize(
            Demand(permission, on: arn, keys: source.callerKeys)
                .resourceTags(found?.role.tags ?? [], prefix: "iam")
        )
        guard let state = found else { throw refusal(source.service, arn) }
        try requireBinding(source, state.role, call)
        let tags = try SessionTags(call.input, callerSession: nil)
        try requireTrust(&call, state, source, tags)
        return try issue(call, state.role, tags)
    }

    /// - Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service": never
    ///   across accounts.
    private static func requireOwnRole<View>(_ arn: String, _ call: Call<View>) throws {
        guard let parsed = ARN(arn), parsed.service == "iam", parsed.resource.hasPrefix("role/")
        else { throw ServiceError.validation("\(arn) is invalid") }
        guard parsed.accountID == call.account else {
            throw ServiceError.accessDenied(
                "User: \(call.caller.arn) is not authorized to perform: \(permission) on resource: "
                    + arn
            )
        }
    }

    /// What is answered when the role is gone: the same as to a stranger of the trust policy.
    private static func refusal(_ service: String, _ arn: String) -> ServiceError {
        .accessDenied(
            "User: \(service) is not authorized to perform: sts:AssumeRole on resource: \(arn)"
        )
    }

    /// The role's trust policy must name the service, for tags too.
    private static func requireTrust(
        _ call: inout Call<NoDirectory>,
        _ state: RoleState,
        _ source: ServiceSource,
        _ tags: SessionTags
    ) throws {
        let role = state.role
        var keys = source.trustKeys
        keys.append(
            .value("sts:RoleSessionName", try call.input.requiredString("RoleSessionName"))
        )
        if !tags.transitiveKeys.isEmpty {
            keys.append(.list("sts:TransitiveTagKeys", tags.transitiveKeys))
        }
        let side = ResourceSide(
            account: role.account,
            policy: try state.trustPolicy(),
            mustAllow: true
        )
        let service = Caller.proven(.service(source.service), userID: source.service)
        for action in tags.all.isEmpty ? ["sts:AssumeRole"] : ["sts:AssumeRole", "sts:TagSession"] {
            try call.authorize(
                Demand(action, on: role.arn, in: role.account, resourceSide: side, keys: keys)
                    .requestTags(tags.tags)
                    .resourceTags(role.tags, prefix: "iam"),
                as: service
            )
        }
    }

    private static func issue<View>(
        _ call: Call<View>,
        _ role: Role,
        _ tags: SessionTags
    ) throws(ServiceError) -> Structure {
        let name = try call.input.requiredString("RoleSessionName")
        let seconds = call.input.integer("DurationSeconds") ?? defaultSeconds
        guard seconds <= role.maxSessionDurationSeconds else {
            throw .validation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            )
        }
        let issuedAt = call.environment.now.truncatedToSeconds
        var claims = SessionClaims(
            account: role.account,
            subject: .assumedRole(roleARN: role.arn, roleID: role.id, sessionName: name),
            issuedAt: issuedAt,
            expiresAt: issuedAt.adding(seconds: Int64(seconds)),
            issuer: .init(account: call.account, arn: call.caller.arn, isRoleSession: false)
        )
        claims.tags = tags.all
        let restrictions = SessionRestrictions(tags: tags.all, policies: [], policyARNs: [])
        if let percent = restrictions.packedSizePercent, percent > 100 {
            throw .packedPolicyTooLarge(
                "Packed size of session tags consumes \(percent)% of allotted space."
            )
        }
        let credentials = call.node.tokens.issue(claims, now: call.environment.now)
        return [
            "Credentials": .credentials(credentials),
            "AssumedRoleUser": [
                "AssumedRoleId": .string("\(role.id):\(name)"),
                "Arn": .string(
                    "arn:aws:sts::\(role.account):assumed-role/\(role.name)/\(name)"
                ),
            ],
        ]
    }
}
