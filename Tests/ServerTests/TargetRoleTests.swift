import Base
import Markup
import Testing

@Suite("Target roles of pods")
struct TargetRoleTests {
    private let lab: ServerLab
    private let issuer: LabIssuer
    private let root: LabKeys
    private let other: LabKeys
    private let agent: LabKeys

    init() throws {
        issuer = LabIssuer()
        lab = try ServerLab(issuers: issuer)
        root = try lab.makeAccount(ServerLab.account)
        other = try lab.makeAccount(ServerLab.otherAccount)
        let action = "eks-auth:AssumeRoleForPodIdentity"
        agent = try lab.makeUser("Agent", policy: LabDocuments.allow(action), by: root)
        let policy = LabDocuments.allow("sts:*")
        try lab.makePods(role: "Pod", policy: policy, issuer: LabIssuer.url, by: root)
    }

    private static let theirs = "arn:aws:iam::\(ServerLab.otherAccount):role/Target"
    private static let ours = "arn:aws:iam::\(ServerLab.account):role/Target"
    private static let pod = "arn:aws:iam::\(ServerLab.account):role/Pod"
    private static let externalID = "us-east-1/\(ServerLab.account)/prod/shop/cart"
    private static let hasExternalID = #"{"StringEquals":{"sts:ExternalId":"\#(externalID)"}}"#
    private static let refusal =
        "400 AccessDeniedException: Unauthorized Exception! EKS does not have permissions to assume "
        + "the associated role."

    private func makeTarget(_ trust: String, by keys: LabKeys? = nil) throws {
        let policy = LabDocuments.allow("s3:ListAllMyBuckets")
        try lab.makeRole(
            "Target",
            trust: trust,
            policy: policy,
            maxSeconds: 43_200,
            by: keys ?? other
        )
    }

    @discardableResult
    private func bind(_ target: String = theirs, _ more: String = "") throws -> JSONValue {
        let body = """
            {"namespace":"shop","serviceAccount":"cart","roleArn":"\(Self.pod)",\
            "targetRoleArn":"\(target)"\(more)}
            """
        let path = "/clusters/prod/pod-identity-associations"
        let answer = lab.send(.rest("eks", "POST", path, body: body), as: root)
        return try #require(answer.json?.root["association"], "\(answer)")
    }

    private func assume() throws -> LabAnswer {
        let path = "/clusters/prod/assume-role-for-pod-identity"
        let body = #"{"token":"\#(try issuer.token(at: lab.clock.now))"}"#
        return lab.send(.rest("eks-auth", "POST", path, body: body), as: agent)
    }

    private func keys(_ answer: LabAnswer) throws -> LabKeys {
        let keys = try #require(answer.json?.root["credentials"], "\(answer)")
        return LabKeys(
            id: try #require(keys["accessKeyId"]?.string),
            secret: try #require(keys["secretAccessKey"]?.string),
            token: try #require(keys["sessionToken"]?.string)
        )
    }

    @Test("the pod has the target's session, in the target's account and for an hour")
    func session() throws {
        try makeTarget(LabDocuments.trust(Self.pod, if: Self.hasExternalID))
        let made = try bind()
        #expect(made["externalId"]?.string == Self.externalID)
        #expect(made["targetRoleArn"]?.string == Self.theirs)
        let answer = try assume()
        let name = try #require(answer.json?.root["assumedRoleUser"]?["arn"]?.string, "\(answer)")
        let account = ServerLab.otherAccount
        #expect(name.hasPrefix("arn:aws:sts::\(account):assumed-role/Target/eks-prod-cart-1-"))
        let end = answer.json?.root["credentials"]?["expiration"]?.number
        #expect(end == "\(lab.clock.now.seconds + 3600)")
        let session = try keys(answer)
        let identity = try lab.done("sts", "GetCallerIdentity", as: session).result
        #expect(identity?.text(of: "Arn") == name)
        #expect(lab.send(.s3("GET", "/"), as: session).status == 200)
        #expect(lab.call("iam", "ListRoles", as: session).code == "AccessDenied")
    }

    @Test(
        "the target's trust policy decides",
        arguments: [
            (
                #"{"StringEquals":{"sts:ExternalId":"us-east-1/111122223333/prod/shop/till"}}"#,
                false
            ),
            (
                #"{"StringEquals":{"sts:ExternalId":"us-west-2/111122223333/prod/shop/cart"}}"#,
                false
            ),
            (#"{"StringLike":{"sts:ExternalId":"*/111122223333/prod/*"}}"#, true),
            (#"{"StringEquals":{"aws:RequestTag/kubernetes-service-account":"cart"}}"#, true),
            (#"{"StringEquals":{"aws:RequestTag/kubernetes-service-account":"till"}}"#, false),
            (#"{"StringEquals":{"aws:PrincipalTag/eks-cluster-name":"prod"}}"#, true),
            (#"{"StringEquals":{"aws:PrincipalTag/eks-cluster-name":"test"}}"#, false),
            (#"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/Pod"}}"#, true),
            (#"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/Till"}}"#, false),
            (#"{"Bool":{"aws:PrincipalIsAWSService":"true"}}"#, false),
            (
                #"{"ForAllValues:StringLike":{"sts:TransitiveTagKeys":["eks-*","kubernetes-*"]}}"#,
                true
            ),
        ]
    )
    func conditions(condition: String, isAllowed: Bool) throws {
        try makeTarget(LabDocuments.trust(ServerLab.account, if: condition))
        try bind()
        let answer = try assume()
        #expect(answer.status == (isAllowed ? 200 : 400), "\(answer)")
        if !isAllowed { #expect(answer.refusal == Self.refusal) }
    }

    @Test("a target that trusts somebody else, or that is not there, is refused")
    func trust() throws {
        try bind()
        #expect(try assume().refusal == Self.refusal)
        try makeTarget(LabDocuments.trust(ServerLab.otherAccount))
        #expect(try assume().refusal == Self.refusal)
    }

    @Test(
        "across accounts the role's own policies must allow it too",
        arguments: [
            (LabDocuments.allow("sts:*", on: theirs), true),
            (LabDocuments.allow("sts:*", on: ours), false),
            (LabDocuments.allow("sts:AssumeRole"), false),
            (LabDocuments.allow("sts:*", if: hasExternalID), true),
            (LabDocuments.deny("sts:TagSession"), false),
        ]
    )
    func permissions(policy: String, isAllowed: Bool) throws {
        try makeTarget(LabDocuments.trust(Self.pod))
        try bind()
        #expect(try assume().status == 200)
        try lab.give("Role", "Pod", policy, by: root)
        let answer = try assume()
        #expect(answer.status == (isAllowed ? 200 : 400), "\(answer)")
    }

    @Test("within the account a trust policy that names the role is enough, but for denials")
    func sameAccount() throws {
        try makeTarget(LabDocuments.trust(Self.pod, if: Self.hasExternalID), by: root)
        try lab.give("Role", "Pod", LabDocuments.allow("s3:GetObject"), by: root)
        try bind(Self.ours)
        #expect(try assume().status == 200)
        try lab.give("Role", "Pod", LabDocuments.deny("sts:AssumeRole"), by: root)
        #expect(try assume().refusal == Self.refusal)
    }

    @Test("without tags neither side needs sts:TagSession, and the session has none")
    func noTags() throws {
        let condition = #"{"Null":{"aws:PrincipalTag/kubernetes-namespace":"true"}}"#
        try makeTarget(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
            "Principal":{"AWS":"\(Self.pod)"},"Condition":\(Self.hasExternalID)}}
            """
        )
        try lab.give("Role", "Pod", LabDocuments.allow("sts:AssumeRole"), by: root)
        let untagged = LabDocuments.allow("s3:ListAllMyBuckets", if: condition)
        try lab.give("Role", "Target", untagged, by: other)
        let id = try #require(bind()["associationId"]?.string)
        #expect(try assume().refusal == Self.refusal)
        let path = "/clusters/prod/pod-identity-associations/\(id)"
        let body = #"{"disableSessionTags":true}"#
        #expect(lab.send(.rest("eks", "POST", path, body: body), as: root).status == 200)
        #expect(lab.send(.s3("GET", "/"), as: try keys(assume())).status == 200)
    }

    @Test("the policy bounds the target's session, not the role that assumes it")
    func policy() throws {
        try makeTarget(LabDocuments.trust(Self.pod))
        let all = LabDocuments.allow("s3:*")
        try lab.give("Role", "Target", all, by: other)
        let policy =
            #"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","#
            + #"\"Action\":\"s3:ListAllMyBuckets\",\"Resource\":\"*\"}}"#
        try bind(Self.theirs, #","disableSessionTags":true,"policy":"\#(policy)""#)
        let session = try keys(assume())
        #expect(lab.send(.s3("GET", "/"), as: session).status == 200)
        #expect(lab.send(.s3("PUT", "/new"), as: session).code == "AccessDenied")
    }

    @Test("binding asks for iam:PassRole on the role, and nothing on the target")
    func passing() throws {
        let policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"eks:*","Resource":"*"},\
            {"Effect":"Allow","Action":"iam:PassRole","Resource":"\(Self.pod)"}]}
            """
        let binder = try lab.makeUser("Binder", policy: policy, by: root)
        let id = try #require(bind()["associationId"]?.string)
        let path = "/clusters/prod/pod-identity-associations/\(id)"
        let moved = lab.send(
            .rest("eks", "POST", path, body: #"{"targetRoleArn":"\#(Self.ours)"}"#),
            as: binder
        )
        #expect(moved.json?.root["association"]?["targetRoleArn"]?.string == Self.ours, "\(moved)")
        let swapped = lab.send(
            .rest("eks", "POST", path, body: #"{"roleArn":"\#(Self.ours)"}"#),
            as: binder
        )
        #expect(swapped.message?.contains("iam:PassRole on resource: \(Self.ours)") == true)
        let foreign = lab.send(
            .rest("eks", "POST", path, body: #"{"roleArn":"\#(Self.theirs)"}"#),
            as: binder
        )
        #expect(foreign.message == "Cross-account pass role is not allowed.")
        #expect(
            lab.send(.rest("eks", "POST", path, body: "{}"), as: binder).code
                == "InvalidParameterException"
        )
    }

    @Test(
        "a role must trust pods when it is bound, for tags where there are any",
        arguments: [
            ("ec2.amazonaws.com", "sts:*", "", false),
            ("pods.eks.amazonaws.com", "sts:AssumeRole", "", false),
            ("pods.eks.amazonaws.com", "sts:AssumeRole", #","disableSessionTags":true"#, true),
        ]
    )
    func podTrust(service: String, action: String, more: String, isTaken: Bool) throws {
        let trust = LabDocuments.trust(service: service, action: action)
        try lab.makeRole("Plain", trust: trust, by: root)
        let role = "arn:aws:iam::\(ServerLab.account):role/Plain"
        let body = #"{"namespace":"shop","serviceAccount":"cart","roleArn":"\#(role)"\#(more)}"#
        let path = "/clusters/prod/pod-identity-associations"
        let answer = lab.send(.rest("eks", "POST", path, body: body), as: root)
        #expect(answer.status == (isTaken ? 200 : 400), "\(answer)")
        if !isTaken { #expect(answer.message == "Trust policy of the role provided is invalid.") }
    }
}
