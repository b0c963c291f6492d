import Base
import Markup
import ServiceKit
import Testing
import Tokens

/// - Source: AWS STS API Reference, DecodeAuthorizationMessage.
@Suite("Messages of denials")
struct AuthorizationMessageTests {
    private let lab: ServerLab
    private let root: LabKeys
    private let user: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
        let plain = #"{"Bool":{"aws:SecureTransport":"false"}}"#
        user = try lab.makeUser("Ann", policy: LabDocuments.deny("iam:List*", if: plain), by: root)
    }

    private func decode(_ message: String, as keys: LabKeys) -> LabAnswer {
        lab.call("sts", "DecodeAuthorizationMessage", ["EncodedMessage": message], as: keys)
    }

    private func decoded(_ answer: LabAnswer, as keys: LabKeys) throws -> JSONValue {
        let message = try #require(answer.field("x-rolecall-authorization-message"))
        #expect(message.utf8.count <= 2048)
        let text = try #require(decode(message, as: keys).result?.text(of: "DecodedMessage"))
        return try JSONDocument(parsing: Array(text.utf8)).root
    }

    private func items(_ value: JSONValue, _ name: StaticString) -> [JSONValue] {
        value[name]?["items"].map { Array($0.elements) } ?? []
    }

    @Test("a denial carries a message that tells who, what, on what and why")
    func implicitDenial() throws {
        let denied = lab.call("iam", "GetUser", ["UserName": "Ann"], as: user)
        #expect(denied.message?.hasSuffix("allows the iam:GetUser action") == true)
        let told = try decoded(denied, as: root)
        #expect(told["allowed"]?.boolean == false)
        #expect(told["explicitDeny"]?.boolean == false)
        #expect(told["matchedStatements"]?["items"]?.count == 0)
        #expect(told["failures"]?["items"]?.count == 0)
        let context = try #require(told["context"])
        let arn = "arn:aws:iam::\(ServerLab.account):user/Ann"
        #expect(context["principal"]?["arn"]?.string == arn)
        #expect(context["principal"]?["name"]?.string == "Ann")
        #expect(context["principal"]?["id"]?.string?.hasPrefix("AIDA") == true)
        #expect(context["action"]?.string == "iam:GetUser")
        #expect(context["resource"]?.string == arn)
        let conditions = items(context, "conditions")
        let name = conditions.first { $0["key"]?.string == "aws:username" }
        #expect(name.flatMap { items($0, "values").first }?["value"]?.string == "Ann")
        #expect(told["explanation"]?["layer"]?.string == "identity-based policy")
    }

    @Test("an explicit denial names the statement")
    func explicitDenial() throws {
        let told = try decoded(lab.call("iam", "ListUsers", as: user), as: root)
        #expect(told["explicitDeny"]?.boolean == true)
        let statement = try #require(items(told, "matchedStatements").first)
        #expect(statement["effect"]?.string == "DENY")
        let actions = items(statement, "actions")
        #expect(actions.map { $0["value"]?.string } == ["iam:List*"])
        let condition = items(statement, "conditions").first
        #expect(condition?["key"]?.string == "aws:SecureTransport")
    }

    @Test("what was not sealed here, was edited, or is another account's is refused")
    func refusals() throws {
        let denied = lab.call("iam", "ListUsers", as: user)
        let message = try #require(denied.field("x-rolecall-authorization-message"))
        let other = try lab.makeAccount(ServerLab.otherAccount)
        let foreign = AuthorizationMessages(Seal(MasterKey(random: .system)))
        let strange = Seal(MasterKey(random: .system)).sealMessage("{}")
        #expect(foreign.open(message, for: try #require(AccountID(ServerLab.account))) == nil)
        let edited = String(message.dropLast(8)) + "AAAAAAAA"
        for (text, keys) in [
            (message, other), (edited, root), (strange, root), ("x", root), (message + "AA", root),
        ] {
            let answer = decode(text, as: keys)
            #expect(answer.status == 400)
            #expect(answer.code == "InvalidAuthorizationMessageException")
        }
        #expect(decode(message, as: root).status == 200)
    }

    @Test("decoding needs sts:DecodeAuthorizationMessage")
    func permission() throws {
        let denied = lab.call("iam", "ListUsers", as: user)
        let message = try #require(denied.field("x-rolecall-authorization-message"))
        #expect(
            decode(message, as: user).message?.hasSuffix(
                "because no identity-based policy allows the sts:DecodeAuthorizationMessage action"
            ) == true
        )
        try lab.give("User", "Ann", LabDocuments.allow("sts:DecodeAuthorizationMessage"), by: root)
        #expect(decode(message, as: user).status == 200)
    }

    @Test("of another account's policies nothing is told")
    func foreignPolicies() throws {
        let other = try lab.makeAccount(ServerLab.otherAccount)
        try lab.give("User", "Ann", LabDocuments.allow("sts:*"), by: root)
        let trust = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Hidden","Effect":"Deny",\
            "Principal":{"AWS":"\(ServerLab.account)"},"Action":"sts:AssumeRole"}]}
            """
        try lab.makeRole("Closed", trust: trust, by: other)
        let denied = lab.call(
            "sts",
            "AssumeRole",
            [
                "RoleArn": "arn:aws:iam::\(ServerLab.otherAccount):role/Closed",
                "RoleSessionName": "work",
            ],
            as: user
        )
        #expect(denied.code == "AccessDenied")
        let message = try #require(denied.field("x-rolecall-authorization-message"))
        let text = try #require(decode(message, as: root).result?.text(of: "DecodedMessage"))
        #expect(!text.contains("Hidden") && !text.contains("trust"))
        #expect(text.contains(#""explicitDeny":false"#))
    }

    @Test("a request with much to tell still has a short message")
    func longRequests() throws {
        let tags = (1...50).flatMap { index in
            [
                ("Tags.member.\(index).Key", "key-\(index)-\(index * 7919)"),
                ("Tags.member.\(index).Value", "value-\(index * 104_729)-\(index * 1_299_709)"),
            ]
        }
        let denied = lab.send(
            .call("iam", "CreateUser", [("UserName", "New")] + tags),
            as: user
        )
        #expect(denied.code == "AccessDenied")
        let told = try decoded(denied, as: root)
        #expect(told["context"]?["action"]?.string == "iam:CreateUser")
    }

    @Test("a denial by a long statement still has a short message")
    func longStatements() throws {
        let actions = (0..<60).map { #""iam:Get\#($0 * 7919 % 9973)x*""# }.joined(separator: ",")
        let statement = #"{"Effect":"Deny","Action":["iam:L*",\#(actions)],"Resource":"*"}"#
        let policy = #"{"Version":"2012-10-17","Statement":\#(statement)}"#
        try lab.give("User", "Ann", policy, by: root)
        let told = try decoded(lab.call("iam", "ListUsers", as: user), as: root)
        #expect(told["explicitDeny"]?.boolean == true)
        #expect(told["context"]?["action"]?.string == "iam:ListUsers")
    }

    @Test("an answer that is no denial carries none")
    func otherAnswers() {
        for answer in [
            lab.call("iam", "ListUsers", as: root),
            lab.call("iam", "GetUser", ["UserName": "None"], as: root),
            lab.call("iam", "ListUsers", as: nil),
        ] {
            #expect(answer.field("x-rolecall-authorization-message") == nil)
        }
    }
}
