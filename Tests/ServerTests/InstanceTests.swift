import Base
import Directory
import Markup
import ServiceKit
import Testing

@Suite("Instances")
struct InstanceTests {
    private let lab: ServerLab
    private let root: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
    }

    private func run(
        _ more: [(String, String)] = [],
        count: Int = 1,
        by keys: LabKeys? = nil
    ) -> LabAnswer {
        let base = [
            ("ImageId", "ami-12345678"), ("MinCount", "1"), ("MaxCount", "\(count)"),
        ]
        return lab.send(.call("ec2", "RunInstances", base + more), as: keys ?? root)
    }

    private func ids(_ answer: LabAnswer) -> [String] {
        (answer.xml?.child("instancesSet")?.children ?? []).compactMap {
            $0.text(of: "instanceId")
        }
    }

    private func states() throws -> [String] {
        let answer = try lab.done("ec2", "DescribeInstances", as: root)
        let reservations = answer.xml?.child("reservationSet")?.children ?? []
        return reservations.flatMap { $0.child("instancesSet")?.children ?? [] }.compactMap {
            $0.child("instanceState")?.text(of: "name")
        }
    }

    private func makeProfile(_ name: String, by root: LabKeys) throws {
        try lab.makeRole(
            name,
            trust: LabDocuments.trust(service: "ec2.amazonaws.com"),
            by: root
        )
        try lab.done("iam", "CreateInstanceProfile", ["InstanceProfileName": name], as: root)
        try lab.done(
            "iam",
            "AddRoleToInstanceProfile",
            ["InstanceProfileName": name, "RoleName": name],
            as: root
        )
    }

    @Test("answers and errors have the form of EC2")
    func form() throws {
        let answer = run()
        #expect(
            answer.text.hasPrefix(
                "<RunInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                    + "<requestId>"
            )
        )
        #expect(answer.xml?.text(of: "ownerId") == ServerLab.account)
        let id = try #require(ids(answer).first)
        #expect(id.count == 19)
        let tagged = lab.call(
            "ec2",
            "CreateTags",
            ["ResourceId.1": id, "Tag.1.Key": "a", "Tag.1.Value": "b"],
            as: root
        )
        #expect(tagged.text.contains("</requestId><return>true</return></CreateTagsResponse>"))
        let refused = lab.call("ec2", "TerminateInstances", ["InstanceId.1": "x"], as: root)
        #expect(
            refused.text.hasPrefix(
                "<Response><Errors><Error><Code>InvalidInstanceID.Malformed</Code>"
                    + "<Message>Invalid id: &quot;x&quot;</Message></Error></Errors><RequestID>"
            )
        )
    }

    @Test("a terminated instance is remembered for an hour, and its token then forgotten")
    func forgetting() throws {
        let token = [("ClientToken", "once")]
        let first = ids(run(token))
        lab.clock.advance(seconds: 600)
        #expect(ids(run(token)) == first)
        try lab.done("ec2", "TerminateInstances", ["InstanceId.1": first[0]], as: root)
        lab.clock.advance(seconds: 3599)
        #expect(try states() == ["terminated"])
        #expect(ids(run(token)) == first)
        lab.clock.advance(seconds: 1)
        #expect(try states() == [])
        let second = ids(run(token))
        #expect(second.count == 1 && second != first)
        #expect(try states() == ["running"])
    }

    @Test("an instance that is named twice ends once, and is counted once")
    func namedTwice() throws {
        let id = try #require(ids(run()).first)
        let twice: KeyValuePairs = ["InstanceId.1": id, "InstanceId.2": id]
        let answer = try lab.done("ec2", "TerminateInstances", twice, as: root)
        #expect(answer.xml?.child("instancesSet")?.children.count == 1)
        #expect(try states() == ["terminated"])
        try lab.done("ec2", "TerminateInstances", twice, as: root)
        let account = try #require(AccountID(ServerLab.account))
        #expect(try lab.node.directory.read(account) { try $0.count(.instances) } == 0)
        #expect(run().status == 200)
    }

    @Test("a denial changes nothing, a dry run neither")
    func nothingChanges() throws {
        let user = try lab.makeUser("Ann", policy: LabDocuments.allow("ec2:Describe*"), by: root)
        #expect(run(by: user).code == "UnauthorizedOperation")
        #expect(run([("DryRun", "true")]).refusal.hasPrefix("412 DryRunOperation"))
        #expect(try states() == [])
    }

    @Test("a profile is bound by those who may pass its role, and by nobody of another account")
    func passing() throws {
        try makeProfile("Web", by: root)
        let name = [("IamInstanceProfile.Name", "Web")]
        let user = try lab.makeUser("Ann", policy: LabDocuments.allow("ec2:*"), by: root)
        #expect(run(name, by: user).code == "UnauthorizedOperation")
        let admin = try lab.makeUser("Admin", policy: LabDocuments.allow("*"), by: root)
        #expect(run(name, by: admin).status == 200)
        let other = try lab.makeAccount(ServerLab.otherAccount)
        let arn = "arn:aws:iam::\(ServerLab.account):instance-profile/Web"
        #expect(run([("IamInstanceProfile.Arn", arn)], by: other).code == "InvalidParameterValue")
        #expect(run(name, by: other).code == "InvalidParameterValue")
        #expect(run([("IamInstanceProfile.Arn", arn)], by: root).status == 200)
    }

    @Test("EC2 gets a role for an instance while it runs and is bound to it")
    func acting() throws {
        try makeProfile("Web", by: root)
        let id = try #require(ids(run([("IamInstanceProfile.Name", "Web")])).first)
        let agent = try lab.makeUser(
            "Agent",
            policy: LabDocuments.allow("rolecall:ActAsService"),
            by: root
        )
        func act(partition: String = "aws") -> LabAnswer {
            lab.call(
                "rolecall",
                "ActAsService",
                [
                    "Service": "ec2.amazonaws.com", "RoleSessionName": id,
                    "RoleArn": "arn:aws:iam::\(ServerLab.account):role/Web",
                    "SourceArn":
                        "arn:\(partition):ec2:us-east-1:\(ServerLab.account):instance/\(id)",
                ],
                as: agent
            )
        }
        #expect(act().status == 200)
        #expect(act(partition: "aws-cn").code == "AccessDenied")
        try lab.done(
            "iam",
            "RemoveRoleFromInstanceProfile",
            ["InstanceProfileName": "Web", "RoleName": "Web"],
            as: root
        )
        #expect(act().code == "AccessDenied")
        try lab.done(
            "iam",
            "AddRoleToInstanceProfile",
            ["InstanceProfileName": "Web", "RoleName": "Web"],
            as: root
        )
        #expect(act().status == 200)
        try lab.done("ec2", "TerminateInstances", ["InstanceId.1": id], as: root)
        #expect(act().code == "AccessDenied")
    }

    @Test("keys that are wrong, and actions that are not there, are refused in EC2's words")
    func refusals() {
        let wrong = LabKeys(id: root.id, secret: "wrong")
        #expect(
            lab.call("ec2", "DescribeInstances", as: wrong).refusal
                == "401 AuthFailure: AWS was not able to validate the provided access credentials"
        )
        #expect(
            lab.call("ec2", "DescribeMoons", as: root).refusal
                == "400 InvalidAction: The action DescribeMoons is not valid for this web service."
        )
        #expect(
            lab.call("ec2", "TerminateInstances", as: root).refusal
                == "400 MissingParameter: The request must contain the parameter InstanceId"
        )
    }
}
