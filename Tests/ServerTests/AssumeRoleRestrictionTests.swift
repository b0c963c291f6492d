import Markup
import Testing

@Suite("AssumeRole: session policies and tags")
struct AssumeRoleRestrictionTests {
    private let lab: ServerLab
    private let root: LabKeys
    private let user: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
        user = try lab.makeUser("Alice", policy: LabDocuments.allow("sts:*"), by: root)
        try lab.makeRole(
            "Worker",
            trust: LabDocuments.trust(ServerLab.account),
            policy: LabDocuments.allow("*"),
            by: root
        )
    }

    private func assume(_ more: [(String, String)], by keys: LabKeys? = nil) -> LabAnswer {
        let role = "arn:aws:iam::\(ServerLab.account):role/Worker"
        let base = [("RoleArn", role), ("RoleSessionName", "work")]
        return lab.send(.call("sts", "AssumeRole", base + more), as: keys ?? user)
    }

    private static func tags(_ pairs: [(String, String)], transitive: [String] = [])
        -> [(String, String)]
    {
        var parameters: [(String, String)] = []
        for (index, pair) in pairs.enumerated() {
            parameters.append(("Tags.member.\(index + 1).Key", pair.0))
            parameters.append(("Tags.member.\(index + 1).Value", pair.1))
        }
        for (index, key) in transitive.enumerated() {
            parameters.append(("TransitiveTagKeys.member.\(index + 1)", key))
        }
        return parameters
    }

    private static func arns(_ arns: [String]) -> [(String, String)] {
        arns.enumerated().map { ("PolicyArns.member.\($0.offset + 1).arn", $0.element) }
    }

    // MARK: Session policies

    @Test("the packed size is told only where there is something to pack")
    func packedSize() {
        #expect(assume([]).result?.text(of: "PackedPolicySize") == nil)
        let size = assume([("Policy", LabDocuments.allow("s3:*"))]).result?
            .text(of: "PackedPolicySize").flatMap { Int($0) }
        #expect((1...100).contains(size ?? 0))
        let tagged = assume(Self.tags([("team", "blue")])).result?.text(of: "PackedPolicySize")
        #expect(tagged != nil)
    }

    @Test("an inline session policy past 2,048 characters is too large")
    func largePolicy() {
        let policy = LabDocuments.allow("s3:*", on: "arn:aws:s3:::")
        let filler = String(repeating: "x", count: 4096)
        let text = policy.replacing("s3:::", with: "s3:::\(filler)")
        let answer = assume([("Policy", text)])
        #expect(answer.status == 400)
        #expect(answer.code == "PackedPolicyTooLarge")
        let pattern = /Packed policy consumes \d{3}% of allotted space, please use smaller policy\./
        #expect(answer.message?.wholeMatch(of: pattern) != nil)
    }

    @Test("tags that do not pack are too large")
    func largeTags() {
        // Letters without a pattern to them, so that packing gains little.
        var state: UInt64 = 7
        func noise() -> String {
            String(
                (0..<256).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return Character(UnicodeScalar(UInt8(0x41 + (state >> 33) % 26)))
                }
            )
        }
        let answer = assume(Self.tags((0..<50).map { ("key\($0)", noise()) }))
        #expect(answer.status == 400)
        #expect(answer.code == "PackedPolicyTooLarge")
        let pattern = /Packed size of session tags consumes \d{3}% of allotted space\./
        #expect(answer.message?.wholeMatch(of: pattern) != nil)
    }

    @Test(
        "a session policy that is none is refused",
        arguments: [
            "{", "[]", #"{"Version":"2012-10-17"}"#,
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","#
                + #""Action":"*","Resource":"*"}}"#,
        ]
    )
    func malformedPolicy(text: String) {
        let answer = assume([("Policy", text)])
        #expect(answer.status == 400)
        #expect(answer.code == "MalformedPolicyDocument")
    }

    @Test("an empty session policy breaks a constraint of the model")
    func emptyPolicy() {
        let answer = assume([("Policy", "")])
        #expect(answer.status == 400)
        #expect(answer.code == "ValidationError")
        let text = "Value '' at 'policy' failed to satisfy constraint: Member must have length "
        #expect(answer.message?.contains(text + "greater than or equal to 1") == true)
    }

    @Test("ten managed session policies are taken, eleven are not")
    func policyCount() throws {
        var known: [String] = []
        for index in 0...10 {
            let policy: KeyValuePairs = [
                "PolicyName": "P\(index)", "PolicyDocument": LabDocuments.allow("iam:ListUsers"),
            ]
            try lab.done("iam", "CreatePolicy", policy, as: root)
            known.append("arn:aws:iam::\(ServerLab.account):policy/P\(index)")
        }
        #expect(assume(Self.arns(Array(known.prefix(10)))).status == 200)
        let answer = assume(Self.arns(known))
        #expect(answer.status == 400)
        #expect(answer.code == "ValidationError")
        #expect(answer.message?.hasSuffix("length less than or equal to 10") == true)
    }

    @Test("a managed session policy must be there, in the role's account")
    func policyARNs() throws {
        let otherRoot = try lab.makeAccount(ServerLab.otherAccount)
        let policy: KeyValuePairs = [
            "PolicyName": "Theirs", "PolicyDocument": LabDocuments.allow("*"),
        ]
        try lab.done("iam", "CreatePolicy", policy, as: otherRoot)
        let theirs = "arn:aws:iam::\(ServerLab.otherAccount):policy/Theirs"
        let none = "arn:aws:iam::\(ServerLab.account):policy/None"
        for arn in [theirs, none, "arn:aws:s3:::no-policy-at-all"] {
            let answer = assume(Self.arns([arn]))
            #expect(answer.status == 400, "\(answer)")
            #expect(answer.result == nil)
        }
    }

    @Test("a managed session policy that is deleted later allows nothing")
    func deletedPolicy() throws {
        let policy: KeyValuePairs = [
            "PolicyName": "Brief", "PolicyDocument": LabDocuments.allow("iam:ListUsers"),
        ]
        try lab.done("iam", "CreatePolicy", policy, as: root)
        let arn = "arn:aws:iam::\(ServerLab.account):policy/Brief"
        let session = try LabKeys(assume(Self.arns([arn])))
        #expect(lab.call("iam", "ListUsers", as: session).status == 200)
        try lab.done("iam", "DeletePolicy", ["PolicyArn": arn], as: root)
        #expect(lab.call("iam", "ListUsers", as: session).code == "AccessDenied")
    }

    // MARK: Tags

    @Test("fifty tags are taken, fifty-one are not")
    func tagCount() {
        let many = (0...50).map { ("k\($0)", "v") }
        #expect(assume(Self.tags(many.dropLast())).status == 200)
        let answer = assume(Self.tags(many))
        #expect(answer.status == 400)
        #expect(answer.code == "ValidationError")
        #expect(answer.message?.hasSuffix("length less than or equal to 50") == true)
    }

    @Test("keys of tags must differ, also without regard to case")
    func duplicateKeys() {
        let expected =
            "400 InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are "
            + "case insensitive."
        #expect(assume(Self.tags([("team", "a"), ("team", "b")])).refusal == expected)
        #expect(assume(Self.tags([("team", "a"), ("TEAM", "b")])).refusal == expected)
    }

    @Test("keys of tags may not start with aws:", arguments: ["aws:team", "AWS:team"])
    func reservedKeys(key: String) {
        let answer = assume(Self.tags([(key, "a")]))
        #expect(answer.status == 400)
        #expect(answer.code == "InvalidParameterValue")
        #expect(assume(Self.tags([("laws:team", "aws:a")])).status == 200)
    }

    @Test("a transitive key must be one of the tags, without regard to case")
    func transitiveKeys() {
        let tags = [("team", "blue")]
        #expect(assume(Self.tags(tags, transitive: ["TEAM"])).status == 200)
        #expect(
            assume(Self.tags(tags, transitive: ["unit"])).refusal
                == "400 InvalidParameterValue: The specified transitive tag key must be included "
                + "in the requested tags."
        )
    }

    @Test("transitive tags that add up along a chain stay within what a session can carry")
    func manyTransitiveTags() throws {
        var keys = user
        for link in 0..<4 {
            let names = (0..<50).map { "t\(link)-\($0)" }
            let answer = assume(Self.tags(names.map { ($0, "") }, transitive: names), by: keys)
            guard link < 2 else {
                #expect(
                    answer.refusal
                        == "400 PackedPolicyTooLarge: Packed size of session tags consumes 118% of "
                        + "allotted space."
                )
                continue
            }
            keys = try LabKeys(answer)
            #expect(lab.call("sts", "GetCallerIdentity", as: keys).status == 200)
        }
    }

    @Test("a transitive tag goes along a chain and cannot be passed again; another one ends")
    func transitiveTags() throws {
        let condition = { (team: String, unit: String) in
            #"{"StringEquals":{"aws:PrincipalTag/team":"\#(team)"},"#
                + #""Null":{"aws:PrincipalTag/unit":"\#(unit)"}}"#
        }
        let tags = Self.tags([("team", "blue"), ("unit", "9")], transitive: ["team"])
        let first = try LabKeys(assume(tags))
        let second = try LabKeys(assume([], by: first))
        let third = try LabKeys(assume([], by: second))
        #expect(
            assume(Self.tags([("Team", "red")]), by: second).refusal
                == "400 InvalidParameterValue: One of the specified transitive tag keys can't be "
                + "set because it conflicts with a transitive tag key from the calling session."
        )
        for (session, isGone) in [(first, "false"), (second, "true"), (third, "true")] {
            let policy = LabDocuments.allow("iam:ListUsers", if: condition("blue", isGone))
            try lab.give("Role", "Worker", policy, by: root)
            #expect(lab.call("iam", "ListUsers", as: session).status == 200)
        }
    }
}
