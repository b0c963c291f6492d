import Base
import Directory
import ServiceKit
import Testing

extension ServerLab {
    static let account = "111122223333"
    static let otherAccount = "444455556666"

    /// A new user with an access key, and an inline policy if one is given.
    func makeUser(_ name: String, policy: String? = nil, by root: LabKeys) throws -> LabKeys {
        try done("iam", "CreateUser", ["UserName": name], as: root)
        if let policy { try give("User", name, policy, by: root) }
        return try LabKeys(done("iam", "CreateAccessKey", ["UserName": name], as: root))
    }

    /// A cluster that an operator names.
    func makeCluster(
        _ name: String,
        of account: String,
        issuer: String = "https://issuer.example.com"
    ) throws {
        let account = try #require(AccountID(account))
        let made = Monitor<Result<EKSCluster, any Error>?>(nil)
        node.directory.write(
            account,
            { try $0.putCluster(named: name, in: "us-east-1", issuer: issuer) },
            completion: { result in made.change { $0 = result } }
        )
        _ = try made.wait { $0 }.get()
    }

    /// The cluster `prod` of the lab's account, and a role that its pods may have.
    func makePods(
        role: String,
        policy: String? = nil,
        issuer: String = "https://issuer.example.com",
        by root: LabKeys
    ) throws {
        try makeCluster("prod", of: Self.account, issuer: issuer)
        let trust = LabDocuments.trust(service: "pods.eks.amazonaws.com")
        try makeRole(role, trust: trust, policy: policy, by: root)
    }

    /// A new role, with an inline policy if one is given.
    func makeRole(
        _ name: String,
        trust: String,
        policy: String? = nil,
        maxSeconds: Int = 3600,
        by root: LabKeys
    ) throws {
        try done(
            "iam",
            "CreateRole",
            [
                "RoleName": name, "AssumeRolePolicyDocument": trust,
                "MaxSessionDuration": "\(maxSeconds)",
            ],
            as: root
        )
        if let policy { try give("Role", name, policy, by: root) }
    }

    /// Lets a user pass roles.
    func letPass(
        _ user: String,
        _ roles: String = "*",
        if condition: String = "{}",
        by root: LabKeys
    ) throws {
        let policy = LabDocuments.allow("iam:PassRole", on: roles, if: condition)
        try done(
            "iam",
            "PutUserPolicy",
            ["UserName": user, "PolicyName": "Pass", "PolicyDocument": policy],
            as: root
        )
    }

    /// Sets the inline policy `Own` of a user, group or role.
    func give(_ kind: String, _ name: String, _ policy: String, by root: LabKeys) throws {
        try done(
            "iam",
            "Put\(kind)Policy",
            ["\(kind)Name": name, "PolicyName": "Own", "PolicyDocument": policy],
            as: root
        )
    }

    /// A session of a role.
    func assume(
        _ role: String,
        in account: String = ServerLab.account,
        seconds: Int = 3600,
        by keys: LabKeys
    ) throws -> LabKeys {
        try LabKeys(
            done(
                "sts",
                "AssumeRole",
                [
                    "RoleArn": "arn:aws:iam::\(account):role/\(role)", "RoleSessionName": "work",
                    "DurationSeconds": "\(seconds)",
                ],
                as: keys
            )
        )
    }
}
