internal import Base
internal import ServiceKit
internal import ServiceModel

extension STSService {
    /// The policies that a privileged task may have.
    ///
    /// - Source: STS API Reference, AssumeRoot, `TaskPolicyArn`.
    private static let taskPolicies: Set<String> = Set(
        [
            "IAMAuditRootUserCredentials", "IAMCreateRootUserPassword",
            "IAMDeleteRootUserCredentials", "S3UnlockBucketPolicy", "SQSUnlockQueuePolicy",
        ].map { "arn:aws:iam::aws:policy/root-task/\($0)" }
    )

    /// Refused to everyone: no account here belongs to an organization, so that none is a member
    /// account of the caller's.
    ///
    /// - Source: STS API Reference, AssumeRoot; Service Authorization Reference, STS (the resource
    ///   is the root user).
    static func assumeRoot(_ call: inout Call<NoDirectory>) throws -> Structure {
        guard !call.caller.isRoot else {
            throw ServiceError.accessDenied("Roles may not be assumed by root accounts.")
        }
        let target = try call.input.requiredString("TargetPrincipal")
        guard let account = rootAccount(target) else {
            throw ServiceError.validation("\(target) is invalid")
        }
        let task = call.input.structure("TaskPolicyArn")?.string("arn") ?? ""
        guard taskPolicies.contains(task) else {
            throw ServiceError.validation("\(task) is not a policy for a privileged task")
        }
        let root = "arn:aws:iam::\(account):root"
        try call.authorize(
            Demand(
                "sts:AssumeRoot",
                on: root,
                in: account,
                keys: [.value("sts:TaskPolicyArn", task)]
            )
        )
        throw ServiceError.accessDenied(
            "The account \(account) is not a member of an organization of the caller's account."
        )
    }

    /// The account that a number or the ARN of a root user names.
    private static func rootAccount(_ text: String) -> AccountID? {
        if let account = AccountID(text) { return account }
        guard let arn = ARN(text), arn.service == "iam", arn.resource == "root" else { return nil }
        return arn.accountID
    }
}
