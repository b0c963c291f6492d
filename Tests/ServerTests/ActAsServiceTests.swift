import Base
import Markup
import Testing

@Suite("Acting as a service")
struct ActAsServiceTests {
    private let lab: ServerLab
    private let root: LabKeys
    private let agent: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
        agent = try lab.makeUser("Agent", policy: LabDocuments.allow(Self.permission), by: root)
        try lab.letPass("Agent", by: root)
        try makeRole("Worker")
    }

    private static let permission = "rolecall:ActAsService"
    private static let queue = "arn:aws:sqs:us-east-1:\(ServerLab.account):jobs"

    private static func arn(_ role: String) -> String {
        "arn:aws:iam::\(ServerLab.account):role/\(role)"
    }

    private func makeRole(
        _ name: String,
        if condition: String = "{}",
        action: String = "sts:*"
    ) throws {
        try lab.makeRole(
            name,
            trust: LabDocuments.trust(
                service: "lambda.amazonaws.com",
                if: condition,
                action: action
            ),
            policy: LabDocuments.allow("s3:ListAllMyBuckets"),
            by: root
        )
    }

    private func act(
        _ more: [(String, String)] = [],
        as service: String = "lambda.amazonaws.com",
        role: String = arn("Worker"),
        by keys: LabKeys? = nil
    ) -> LabAnswer {
        let base = [("Service", service), ("RoleArn", role), ("RoleSessionName", "work")]
        return lab.send(.call("rolecall", "ActAsService", base + more), as: keys ?? agent)
    }

    private static func refusal(_ service: String, _ role: String) -> String {
        "403 AccessDenied: User: \(service) is not authorized to perform: sts:AssumeRole on "
            + "resource: \(role)"
    }

    @Test("the session is the role's, and does what the role may")
    func session() throws {
        let answer = act([("DurationSeconds", "900")])
        let session = try LabKeys(answer)
        let name = "arn:aws:sts::\(ServerLab.account):assumed-role/Worker/work"
        #expect(answer.result?.child("AssumedRoleUser")?.text(of: "Arn") == name)
        let end = answer.result?.child("Credentials")?.text(of: "Expiration")
        #expect(end == lab.clock.now.adding(seconds: 900).text(.extended))
        let identity = try lab.done("sts", "GetCallerIdentity", as: session).result
        #expect(identity?.text(of: "Arn") == name)
        #expect(lab.send(.s3("GET", "/"), as: session).status == 200)
        #expect(lab.call("iam", "ListUsers", as: session).code == "AccessDenied")
    }

    @Test("what the agent's key may do beside is nothing")
    func nothingElse() {
        #expect(lab.send(.s3("GET", "/"), as: agent).code == "AccessDenied")
        #expect(lab.call("iam", "ListRoles", as: agent).code == "AccessDenied")
        let assumed = lab.call(
            "sts",
            "AssumeRole",
            ["RoleArn": Self.arn("Worker"), "RoleSessionName": "work"],
            as: agent
        )
        #expect(assumed.code == "AccessDenied")
    }

    @Test("without the permission there is no session, whether or not there is a role")
    func permission() throws {
        let stranger = try lab.makeUser("Stranger", policy: LabDocuments.allow("sts:*"), by: root)
        for role in ["Worker", "Nobody"].map(Self.arn) {
            #expect(
                act(role: role, by: stranger).refusal
                    == "403 AccessDenied: User: arn:aws:iam::\(ServerLab.account):user/Stranger is "
                    + "not authorized to perform: rolecall:ActAsService on resource: \(role) "
                    + "because no identity-based policy allows the rolecall:ActAsService action"
            )
        }
    }

    @Test(
        "the permission may be bound to a role, a service and a source",
        arguments: [
            (#"{"StringEquals":{"rolecall:Service":"lambda.amazonaws.com"}}"#, true),
            (#"{"StringEquals":{"rolecall:Service":"ec2.amazonaws.com"}}"#, false),
            (#"{"ArnLike":{"rolecall:SourceArn":"arn:aws:sqs:*:*:jobs"}}"#, true),
            (#"{"ArnLike":{"rolecall:SourceArn":"arn:aws:sqs:*:*:other"}}"#, false),
            (#"{"StringEquals":{"rolecall:SourceAccount":"111122223333"}}"#, true),
            (#"{"StringEquals":{"rolecall:SourceAccount":"444455556666"}}"#, false),
            (#"{"StringEquals":{"iam:ResourceTag/team":"blue"}}"#, false),
        ]
    )
    func conditions(condition: String, isAllowed: Bool) throws {
        let bound = LabDocuments.allow(Self.permission, on: Self.arn("W*"), if: condition)
        let user = try lab.makeUser("Bound", policy: bound, by: root)
        try lab.letPass("Bound", by: root)
        let answer = act([("SourceArn", Self.queue)], by: user)
        #expect(answer.status == (isAllowed ? 200 : 403), "\(answer)")
        try makeRole("Other")
        #expect(act([("SourceArn", Self.queue)], role: Self.arn("Other"), by: user).status == 403)
    }

    @Test(
        "the role must be the caller's to pass, to the service and for the source",
        arguments: [
            ("{}", true),
            (#"{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}}"#, true),
            (#"{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}"#, false),
            (#"{"ArnLike":{"iam:AssociatedResourceArn":"arn:aws:sqs:*:*:jobs"}}"#, true),
            (#"{"ArnLike":{"iam:AssociatedResourceArn":"arn:aws:sqs:*:*:other"}}"#, false),
        ]
    )
    func passing(condition: String, isAllowed: Bool) throws {
        let user = try lab.makeUser(
            "Passer",
            policy: LabDocuments.allow(Self.permission),
            by: root
        )
        let source = [("SourceArn", Self.queue)]
        #expect(act(source, by: user).message?.contains("perform: iam:PassRole on") == true)
        try lab.letPass("Passer", Self.arn("Worker"), if: condition, by: root)
        let answer = act(source, by: user)
        #expect(answer.status == (isAllowed ? 200 : 403), "\(answer)")
    }

    @Test("a session of GetFederationToken gets no keys of roles, whatever its policies say")
    func federated() throws {
        let session = try LabKeys(
            lab.done(
                "sts",
                "GetFederationToken",
                ["Name": "Bob", "Policy": LabDocuments.allow("*")],
                as: root
            )
        )
        #expect(
            act(by: session).refusal
                == "403 AccessDenied: Cannot call ActAsService with session credentials"
        )
    }

    @Test("a role that does not trust the service is refused, and so is one that is not there")
    func trust() {
        #expect(
            act(as: "ec2.amazonaws.com").refusal
                == Self.refusal("ec2.amazonaws.com", Self.arn("Worker"))
        )
        #expect(
            act(role: Self.arn("Nobody")).refusal
                == Self.refusal("lambda.amazonaws.com", Self.arn("Nobody"))
        )
    }

    @Test(
        "the trust policy's conditions on the source hold",
        arguments: [
            (#"{"ArnEquals":{"aws:SourceArn":"arn:aws:sqs:us-east-1:111122223333:jobs"}}"#, true),
            (#"{"ArnEquals":{"aws:SourceArn":"arn:aws:sqs:us-east-1:111122223333:x"}}"#, false),
            (#"{"StringEquals":{"aws:SourceAccount":"111122223333"}}"#, true),
            (#"{"StringEquals":{"aws:SourceAccount":"444455556666"}}"#, false),
            (#"{"StringEquals":{"aws:SourceOrgID":"o-1234567890"}}"#, false),
            (#"{"Bool":{"aws:PrincipalIsAWSService":"true"}}"#, true),
            (#"{"Bool":{"aws:PrincipalIsAWSService":"false"}}"#, false),
            (#"{"StringEquals":{"aws:PrincipalServiceName":"lambda.amazonaws.com"}}"#, true),
            (
                #"{"ForAnyValue:StringLike":{"aws:PrincipalServiceNamesList":"lambda.*"}}"#, true
            ),
            (#"{"Null":{"aws:PrincipalArn":"true","aws:PrincipalAccount":"true"}}"#, true),
        ]
    )
    func sources(condition: String, isAllowed: Bool) throws {
        try makeRole("Guarded", if: condition)
        let answer = act([("SourceArn", Self.queue)], role: Self.arn("Guarded"))
        #expect(answer.status == (isAllowed ? 200 : 403), "\(answer)")
    }

    @Test("the source that is told is the one that counts, and none is made up")
    func toldSources() throws {
        try makeRole("Foreign", if: #"{"StringEquals":{"aws:SourceAccount":"444455556666"}}"#)
        try makeRole("Silent", if: #"{"Null":{"aws:SourceArn":"true"}}"#)
        #expect(
            act([("SourceAccount", "444455556666")], role: Self.arn("Foreign")).status == 200
        )
        #expect(act(role: Self.arn("Silent")).status == 200)
        #expect(act([("SourceArn", Self.queue)], role: Self.arn("Silent")).status == 403)
    }

    @Test("tags need sts:TagSession, and are then the session's")
    func tags() throws {
        try makeRole("Plain", action: "sts:AssumeRole")
        let tags = [
            ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"),
            ("TransitiveTagKeys.member.1", "team"),
        ]
        #expect(act(tags, role: Self.arn("Plain")).code == "AccessDenied")
        #expect(act(role: Self.arn("Plain")).status == 200)
        #expect(act(tags).status == 200)
        try lab.give(
            "Role",
            "Worker",
            LabDocuments.allow(
                "s3:ListAllMyBuckets",
                if: #"{"StringEquals":{"aws:PrincipalTag/team":"blue"}}"#
            ),
            by: root
        )
        #expect(lab.send(.s3("GET", "/"), as: try LabKeys(act(tags))).status == 200)
        #expect(lab.send(.s3("GET", "/"), as: try LabKeys(act())).status == 403)
    }

    @Test("a role of another account is refused even when both sides would allow")
    func otherAccounts() throws {
        let other = try lab.makeAccount(ServerLab.otherAccount)
        let role = "arn:aws:iam::\(ServerLab.otherAccount):role/Worker"
        try lab.makeRole(
            "Worker",
            trust: LabDocuments.trust(service: "lambda.amazonaws.com"),
            by: other
        )
        #expect(act(role: role, by: other).status == 200)
        for keys in [agent, root] {
            let answer = act(role: role, by: keys)
            #expect(answer.code == "AccessDenied")
            #expect(answer.message?.contains("rolecall:ActAsService on resource: \(role)") == true)
        }
    }

    @Test("a session may not outlast the role's maximum")
    func durations() {
        #expect(
            act([("DurationSeconds", "3601")]).refusal
                == "400 ValidationError: The requested DurationSeconds exceeds the "
                + "MaxSessionDuration set for this role."
        )
        #expect(act([("DurationSeconds", "899")]).code == "ValidationError")
    }

    @Test("an unsigned call, and one that is signed for another service, are refused")
    func unsigned() {
        #expect(lab.call("rolecall", "ActAsService", as: nil).code == "MissingAuthenticationToken")
        var request = LabRequest.call("rolecall", "ActAsService")
        request.service = "sts"
        #expect(lab.send(request, as: agent).code == "InvalidAction")
    }

    @Test("a profile tells its role to one who may act as EC2 for it")
    func profiles() throws {
        try lab.done("iam", "CreateInstanceProfile", ["InstanceProfileName": "Host"], as: root)
        let bare = describe("Host", by: root)
        #expect(bare.result?.child("RoleArn") == nil)
        try lab.done(
            "iam",
            "AddRoleToInstanceProfile",
            ["InstanceProfileName": "Host", "RoleName": "Worker"],
            as: root
        )
        let answer = describe("Host", by: agent).result
        #expect(answer?.text(of: "RoleArn") == Self.arn("Worker"))
        #expect(answer?.text(of: "RoleName") == "Worker")
        #expect(answer?.text(of: "AccountId") == ServerLab.account)
        #expect(answer?.text(of: "InstanceProfileId")?.hasPrefix("AIPA") == true)
        let other = LabDocuments.allow(Self.permission, on: Self.arn("Other"))
        let user = try lab.makeUser("Bound", policy: other, by: root)
        #expect(describe("Host", by: user).code == "AccessDenied")
        for name in ["Host", "Nobody"] {
            let named = "arn:aws:iam::\(ServerLab.account):instance-profile/\(name)"
            #expect(
                describe(name, by: user).message
                    == "User: arn:aws:iam::\(ServerLab.account):user/Bound is not authorized to "
                    + "perform: rolecall:ActAsService on resource: \(named) because no "
                    + "identity-based policy allows the rolecall:ActAsService action"
            )
        }
        #expect(describe("Nobody", by: agent).code == "NoSuchEntity")
        #expect(
            lab.call("rolecall", "DescribeWorkload", as: agent).code
                == "InvalidParameterCombination"
        )
    }

    private func describe(_ profile: String, by keys: LabKeys) -> LabAnswer {
        lab.call("rolecall", "DescribeWorkload", ["InstanceProfileName": profile], as: keys)
    }
}
