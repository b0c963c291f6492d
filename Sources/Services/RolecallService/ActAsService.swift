internal import Base
internal import Directory
internal import PolicyEngine
internal import ServiceKit
internal import ServiceModel
internal import Tokens

extension RolecallService {
    /// A session of a role that trusts a service, for one who may act as the service.
    ///
    /// The caller is asked first, so that those without permission learn nothing of the role. The role
    /// must be the caller's to pass, as when a service of AWS is given one; that of an instance was
    /// passed when the instance was bound to it.
    static func actAsService(_ call: inout Call<NoDirectory>) throws -> Structure {
        let source = try ServiceSource(call.input, caller: call.account)
        let arn = try call.input.requiredString("RoleArn")
        try requireOwnRole(arn, call)
        let found = try call.node.directory.roleState(arn: arn)
        try call.authorize(
            Demand(permission, on: arn, keys: source.callerKeys)
                .resourceTags(found?.role.tags ?? [], prefix: "iam")
        )
        if !source.isInstance {
            try call.authorizePassing(role: arn, to: source.service, for: source.arn)
        }
        guard let state = found else { throw refusal(source.service, arn) }
        if source.isInstance { try requireBinding(source, state.role, call) }
        var session = try session(call.input, state, source)
        try session.authorize(&call)
        session.seconds = try call.input.roleSessionSeconds(of: state.role)
        return [
            "Credentials": .credentials(try session.issue(call)),
            "AssumedRoleUser": ["AssumedRoleId": .string(session.id), "Arn": .string(session.arn)],
        ]
    }

    /// - Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service": never
    ///   across accounts.
    private static func requireOwnRole<View>(_ arn: String, _ call: Call<View>) throws {
        guard let parsed = ARN(arn), parsed.isRole else {
            throw ServiceError.validation("\(arn) is invalid")
        }
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

    private static func session(
        _ input: Structure,
        _ state: RoleState,
        _ source: ServiceSource
    ) throws(ServiceError) -> ServiceSession {
        var session = ServiceSession(
            service: source.service,
            state: state,
            name: try input.requiredString("RoleSessionName"),
            seconds: state.role.maxSessionDurationSeconds
        )
        session.tags = try SessionTags(input, callerSession: nil).all
        session.keys = source.trustKeys
        return session
    }
}
