import Markup
import ServiceKit
import Testing

/// An account with one of everything, and callers of every kind.
struct AuthorizationWorld {
    let lab: ServerLab
    let store = DryStore()
    let root: LabKeys
    let otherRoot: LabKeys
    /// An access key of user `Old`.
    let oldKey: LabKeys
    /// What words in rows stand for.
    private(set) var words: KeyValuePairs<String, String> = [:]
    /// Who calls, by the name of the column.
    var callers: [(name: String, keys: LabKeys?)] = []

    init() throws {
        lab = try ServerLab(store: store)
        root = try lab.makeAccount(ServerLab.account)
        otherRoot = try lab.makeAccount(ServerLab.otherAccount)
        for (action, parameters) in Self.things {
            try lab.done("iam", action, parameters, as: root)
        }
        oldKey = try LabKeys(lab.done("iam", "CreateAccessKey", ["UserName": "Old"], as: root))
        let association = try makeInstances()
        words = [
            "ACCOUNT": ServerLab.account, "ACCESS-KEY": oldKey.id, "KEY": oldKey.id,
            "INSTANCE-BARE": try Self.instance(
                lab.done("ec2", "RunInstances", Self.start, as: root)
            ),
            "INSTANCE-BOUND": association.instance, "ASSOCIATION": association.id,
            "POD-ID": try makePods(),
        ]
        try makeShelf()
        try makeCallers()
    }

    private static let elsewhere = LabDocuments.allow("sqs:*")

    private mutating func makeCallers() throws {
        let lab = lab
        let everything = LabDocuments.allow("*")
        let admin = try lab.makeUser("Admin", policy: everything, by: root)
        let user = try lab.makeUser("User", by: root)
        let exact = try lab.makeUser("Exact", by: root)
        let bounded = try lab.makeUser("Bounded", by: root)
        try lab.done(
            "iam",
            "PutUserPermissionsBoundary",
            ["UserName": "Bounded", "PermissionsBoundary": Self.policy("Elsewhere")],
            as: root
        )
        let member = try lab.makeUser("Member", by: root)
        let joining: KeyValuePairs = ["GroupName": "Holders", "UserName": "Member"]
        try lab.done("iam", "CreateGroup", ["GroupName": "Holders"], as: root)
        try lab.done("iam", "AddUserToGroup", joining, as: root)
        try lab.makeRole("Actor", trust: LabDocuments.trust(ServerLab.account), by: root)
        let narrowed = try lab.done(
            "sts",
            "AssumeRole",
            [
                "RoleArn": "arn:aws:iam::\(ServerLab.account):role/Actor",
                "RoleSessionName": "narrow", "Policy": Self.elsewhere,
            ],
            as: admin
        )
        let deleted = try lab.makeUser("Deleted", policy: everything, by: root)
        let inactive = try lab.makeUser("Inactive", policy: everything, by: root)
        let gone: KeyValuePairs = ["UserName": "Deleted", "AccessKeyId": deleted.id]
        try lab.done("iam", "DeleteAccessKey", gone, as: root)
        let off: KeyValuePairs = [
            "UserName": "Inactive", "AccessKeyId": inactive.id, "Status": "Inactive",
        ]
        try lab.done("iam", "UpdateAccessKey", off, as: root)
        callers = [
            ("anonymous", nil), ("root", root), ("admin", admin), ("user", user),
            ("exact", exact), ("bounded", bounded), ("member", member),
            ("session", try lab.assume("Actor", by: admin)), ("narrowed", try LabKeys(narrowed)),
            ("token", try LabKeys(lab.done("sts", "GetSessionToken", as: admin))),
            ("other-root", otherRoot),
            ("other-user", try lab.makeUser("Stranger", by: otherRoot)),
            ("deleted", deleted), ("inactive", inactive),
        ]
    }

    /// Gives those callers that hold exact permissions these, and no others.
    func grant(_ policy: String) throws {
        store.isDry = false
        for name in ["Exact", "Bounded"] { try lab.give("User", name, policy, by: root) }
        try lab.give("Group", "Holders", policy, by: root)
        try lab.give("Role", "Actor", policy, by: root)
        try lab.give("User", "Stranger", policy, by: otherRoot)
    }

    /// What a call would answer, by everyone in turn, each finding the world as it was.
    func ask(_ request: LabRequest) -> [String] {
        store.isDry = true
        // What a call leaves to the background must not outlive the dry spell.
        defer { lab.node.jobs.finish() }
        return callers.map { Self.cell(lab.send(request, as: $0.keys)) }
    }

    // MARK: Words

    /// `yes`, `no:` and the kind of policy that decided, or the code of another refusal.
    private static func cell(_ answer: LabAnswer) -> String {
        if (200..<300).contains(answer.status) { return "yes" }
        switch answer.code {
        case "AccessDenied"?, "AccessDeniedException"?, "UnauthorizedOperation"?:
            return denial(answer.message ?? "")
        case "MissingAuthenticationToken"?, "MissingAuthenticationTokenException"?:
            return "unsigned"
        case "InvalidClientTokenId"?, "InvalidAccessKeyId"?, "UnrecognizedClientException"?,
            "AuthFailure"?:
            return "no-key"
        case let code?: return code
        case nil: return "\(answer.status)"
        }
    }

    private static func denial(_ message: String) -> String {
        let kinds = [
            ("identity-based policy", "identity"), ("resource-based policy", "resource"),
            ("permissions boundary", "boundary"), ("session policy", "session"),
            ("role trust policy", "trust"),
        ]
        for (text, kind) in kinds where message.contains(text) {
            return message.contains("explicit deny") ? "no:deny-\(kind)" : "no:\(kind)"
        }
        return "no"
    }
}

extension AuthorizationWorld {
    static func policy(_ name: String) -> String {
        "arn:aws:iam::\(ServerLab.account):policy/\(name)"
    }

    private static let document = LabDocuments.allow("s3:GetObject")
    private static let trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
        "Principal":{"Service":["ec2.amazonaws.com","pods.eks.amazonaws.com"]},\
        "Action":["sts:AssumeRole","sts:TagSession"]}]}
        """

    /// What there is: one line for each call that makes it.
    private static let things: [(String, KeyValuePairs<String, String>)] = [
        ("CreatePolicy", ["PolicyName": "Shared", "PolicyDocument": document]),
        ("CreatePolicy", ["PolicyName": "Loose", "PolicyDocument": document]),
        ("CreatePolicy", ["PolicyName": "Elsewhere", "PolicyDocument": elsewhere]),
        ("CreatePolicyVersion", ["PolicyArn": policy("Shared"), "PolicyDocument": document]),
        ("CreateUser", ["UserName": "Old", "PermissionsBoundary": policy("Shared")]),
        ("CreateUser", ["UserName": "Bare"]),
        ("PutUserPolicy", inline(["UserName": "Old"])),
        ("AttachUserPolicy", ["UserName": "Old", "PolicyArn": policy("Shared")]),
        ("CreateGroup", ["GroupName": "Staff"]),
        ("CreateGroup", ["GroupName": "Vacant"]),
        ("PutGroupPolicy", inline(["GroupName": "Staff"])),
        ("AttachGroupPolicy", ["GroupName": "Staff", "PolicyArn": policy("Shared")]),
        ("AddUserToGroup", ["GroupName": "Staff", "UserName": "Old"]),
        ("CreateRole", ["RoleName": "Worker", "AssumeRolePolicyDocument": trust]),
        ("CreateRole", ["RoleName": "Idle", "AssumeRolePolicyDocument": trust]),
        ("PutRolePolicy", inline(["RoleName": "Worker"])),
        ("AttachRolePolicy", ["RoleName": "Worker", "PolicyArn": policy("Shared")]),
        (
            "PutRolePermissionsBoundary",
            ["RoleName": "Worker", "PermissionsBoundary": policy("Shared")]
        ),
        (
            "CreateRole",
            [
                "RoleName": "Assumable",
                "AssumeRolePolicyDocument": LabDocuments.trust(ServerLab.account),
            ]
        ),
        ("CreateInstanceProfile", ["InstanceProfileName": "Machine"]),
        ("CreateInstanceProfile", ["InstanceProfileName": "Spare"]),
        (
            "AddRoleToInstanceProfile",
            ["InstanceProfileName": "Machine", "RoleName": "Worker"]
        ),
    ]

    private static func inline(_ holder: KeyValuePairs<String, String>)
        -> KeyValuePairs<String, String>
    {
        let (key, name) = holder[0]
        return [key: name, "PolicyName": "Inline", "PolicyDocument": document]
    }

    /// A cluster with pods that have a role.
    private func makePods() throws -> String {
        try lab.makeCluster("prod", of: ServerLab.account)
        let body = """
            {"namespace":"shop","serviceAccount":"cart",\
            "roleArn":"arn:aws:iam::\(ServerLab.account):role/Worker"}
            """
        let answer = lab.send(
            .rest("eks", "POST", "/clusters/prod/pod-identity-associations", body: body),
            as: root
        )
        return try #require(
            answer.json?.root["association"]?["associationId"]?.string,
            "\(answer)"
        )
    }

    private static let start: KeyValuePairs = [
        "ImageId": "ami-0123456789abcdef0", "MinCount": "1", "MaxCount": "1",
    ]

    private static func instance(_ answer: LabAnswer) throws -> String {
        try #require(
            answer.xml?.child("instancesSet")?.child("item")?.text(of: "instanceId"),
            "no instance in \(answer)"
        )
    }

    /// An instance with the profile `Machine`; answers what binds it.
    private func makeInstances() throws -> (instance: String, id: String) {
        let answer = try lab.done("ec2", "RunInstances", Self.start, as: root)
        let instance = try Self.instance(answer)
        let bound = try lab.done(
            "ec2",
            "AssociateIamInstanceProfile",
            ["InstanceId": instance, "IamInstanceProfile.Name": "Machine"],
            as: root
        )
        let association = bound.xml?.child("iamInstanceProfileAssociation")
        return (instance, try #require(association?.text(of: "associationId")))
    }

    /// A bucket with an object and a policy that lets in nobody.
    private func makeShelf() throws {
        let policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*",\
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::shelf/secret"}]}
            """
        let puts: [LabRequest] = [
            .s3("PUT", "/shelf"), .s3("PUT", "/shelf/book", body: "words"),
            .s3("PUT", "/shelf", query: [("policy", "")], body: policy),
        ]
        for put in puts {
            let answer = lab.send(put, as: root)
            try #require((200..<300).contains(answer.status), "\(answer)")
        }
    }
}
