import Markup
import Testing

/// Condition keys know no case, so of two tags that differ in case alone a policy would see one.
@Suite("Tags of resources")
struct ResourceTagTests {
    private let lab: ServerLab
    private let root: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
    }

    private func run(_ tags: [String: String] = [:]) -> LabAnswer {
        var pairs = [("ImageId", "ami-12345678"), ("MinCount", "1"), ("MaxCount", "1")]
        if !tags.isEmpty { pairs.append(("TagSpecification.1.ResourceType", "instance")) }
        for (index, tag) in tags.enumerated() {
            pairs.append(("TagSpecification.1.Tag.\(index + 1).Key", tag.key))
            pairs.append(("TagSpecification.1.Tag.\(index + 1).Value", tag.value))
        }
        return lab.send(.call("ec2", "RunInstances", pairs), as: root)
    }

    private func instance(_ tags: [String: String] = [:]) throws -> String {
        let made = run(tags).xml?.child("instancesSet")?.children.first
        return try #require(made?.text(of: "instanceId"))
    }

    @Test("an instance has none that differ in case alone")
    func instances() throws {
        #expect(run(["team": "blue", "Team": "red"]).code == "InvalidParameterValue")
        let id = try instance(["team": "blue"])
        func tag(_ key: String) -> LabAnswer {
            lab.call(
                "ec2",
                "CreateTags",
                ["ResourceId.1": id, "Tag.1.Key": key, "Tag.1.Value": "red"],
                as: root
            )
        }
        #expect(tag("Team").code == "InvalidParameterValue")
        #expect(tag("team").status == 200)
        #expect(tag("cost").status == 200)
    }

    @Test("a pod identity association has none that differ in case alone")
    func associations() throws {
        try lab.makePods(role: "Worker", by: root)
        func make(_ account: String, _ tags: String) -> LabAnswer {
            let body = """
                {"namespace":"shop","serviceAccount":"\(account)","tags":\(tags),\
                "roleArn":"arn:aws:iam::\(ServerLab.account):role/Worker"}
                """
            let path = "/clusters/prod/pod-identity-associations"
            return lab.send(.rest("eks", "POST", path, body: body), as: root)
        }
        let both = make("one", #"{"team":"blue","Team":"red"}"#)
        #expect(both.code == "InvalidParameterException")
        let made = make("two", #"{"team":"blue"}"#)
        let arn = try #require(made.json?.root["association"]?["associationArn"]?.string)
        func tag(_ tags: String) -> LabAnswer {
            let path = "/tags/" + arn.split(separator: "/").joined(separator: "%2F")
            return lab.send(.rest("eks", "POST", path, body: #"{"tags":\#(tags)}"#), as: root)
        }
        #expect(tag(#"{"Team":"red"}"#).code == "BadRequestException")
        #expect(tag(#"{"team":"red"}"#).status == 200)
    }

    @Test("a resource of IAM Roles Anywhere has none that differ in case alone")
    func anywhere() throws {
        func send(_ path: String, _ body: String) -> LabAnswer {
            lab.send(.rest("rolesanywhere", "POST", path, body: body), as: root)
        }
        func tags(_ keys: String...) -> String {
            let tags = keys.map { #"{"key":"\#($0)","value":"x"}"# }
            return #""tags":[\#(tags.joined(separator: ","))]"#
        }
        let body = #"{"name":"p","roleArns":[],"#
        #expect(send("/profiles", body + tags("team", "Team") + "}").code == "ValidationException")
        let made = send("/profiles", body + tags("team") + "}")
        let arn = try #require(made.json?.root["profile"]?["profileArn"]?.string)
        func tag(_ key: String) -> LabAnswer {
            send("/TagResource", #"{"resourceArn":"\#(arn)",\#(tags(key))}"#)
        }
        #expect(tag("Team").code == "ValidationException")
        #expect(tag("team").status == 201)
    }

    @Test("who removes all of an instance's is asked about each")
    func removing() throws {
        let id = try instance(["keep": "x", "cost": "1"])
        let user = try lab.makeUser("Ann", policy: LabDocuments.allow("ec2:*"), by: root)
        let deny = LabDocuments.deny(
            "ec2:DeleteTags",
            if: #"{"ForAnyValue:StringEquals":{"aws:TagKeys":"keep"}}"#
        )
        try lab.done(
            "iam",
            "PutUserPolicy",
            ["UserName": "Ann", "PolicyName": "Deny", "PolicyDocument": deny],
            as: root
        )
        func remove(_ more: [(String, String)] = []) -> LabAnswer {
            lab.send(.call("ec2", "DeleteTags", [("ResourceId.1", id)] + more), as: user)
        }
        #expect(remove().code == "UnauthorizedOperation")
        #expect(remove([("Tag.1.Key", "keep")]).code == "UnauthorizedOperation")
        #expect(remove([("Tag.1.Key", "cost")]).status == 200)
        let left = try lab.done("ec2", "DescribeTags", as: root).xml?.child("tagSet")?.children
        #expect(left?.map { $0.text(of: "key") } == ["keep"])
    }

    @Test("a key of other characters is another key, though Swift takes both texts for equal")
    func canonicalEquivalence() throws {
        let kelvin = "\u{212A}eep"
        #expect(kelvin == "Keep")
        let id = try instance(["Keep": "x"])
        let unwanted: KeyValuePairs = ["ResourceId.1": id, "Tag.1.Key": kelvin]
        try lab.done("ec2", "DeleteTags", unwanted, as: root)
        let left = try lab.done("ec2", "DescribeTags", as: root).xml?.child("tagSet")?.children
        #expect(left?.map { $0.text(of: "key") } == ["Keep"])
        let reserved: KeyValuePairs = [
            "ResourceId.1": id, "Tag.1.Key": "aws:\u{301}x", "Tag.1.Value": "",
        ]
        let refused = lab.send(.call("ec2", "CreateTags", reserved.map { ($0, $1) }), as: root)
        #expect(refused.status == 400)
        _ = try lab.makeUser("Ann", policy: LabDocuments.allow("s3:*"), by: root)
        func change(_ action: String, _ more: KeyValuePairs<String, String>) -> LabAnswer {
            lab.send(.call("iam", action, [("UserName", "Ann")] + more.map { ($0, $1) }), as: root)
        }
        let tag: KeyValuePairs = ["Tags.member.1.Key": "Keep", "Tags.member.1.Value": "x"]
        #expect(change("TagUser", tag).status == 200)
        let other: KeyValuePairs = ["Tags.member.1.Key": kelvin, "Tags.member.1.Value": "y"]
        #expect(change("TagUser", other).code == "InvalidInput")
        #expect(change("UntagUser", ["TagKeys.member.1": kelvin]).status == 200)
        #expect(change("ListUserTags", [:]).text.contains("<Key>Keep</Key>"))
        #expect(change("UntagUser", ["TagKeys.member.1": "keep"]).status == 200)
        #expect(!change("ListUserTags", [:]).text.contains("<Key>"))
    }
}
