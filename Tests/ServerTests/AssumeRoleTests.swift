import Base
import Markup
import Testing

@Suite("AssumeRole")
struct AssumeRoleTests {
    private let lab: ServerLab
    private let root: LabKeys
    private let user: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
        user = try lab.makeUser("Alice", policy: LabDocuments.allow("sts:*"), by: root)
        try makeRole("Worker", maxSeconds: 7200)
    }

    private static func arn(_ role: String, in account: String = ServerLab.account) -> String {
        "arn:aws:iam::\(account):role/\(role)"
    }

    private func makeRole(_ name: String, if condition: String = "{}", maxSeconds: Int = 3600)
        throws
    {
        try lab.makeRole(
            name,
            trust: LabDocuments.trust(ServerLab.account, if: condition),
            policy: LabDocuments.allow("sts:*"),
            maxSeconds: maxSeconds,
            by: root
        )
    }

    private func assume(
        _ more: [(String, String)] = [],
        role: String = arn("Worker"),
        session: String = "work",
        by keys: LabKeys? = nil
    ) -> LabAnswer {
        let base = [("RoleArn", role), ("RoleSessionName", session)]
        return lab.send(.call("sts", "AssumeRole", base + more), as: keys ?? user)
    }

    private static func constraint(_ value: String, _ member: String, _ rule: String) -> String {
        "400 ValidationError: 1 validation error detected: Value '\(value)' at '\(member)' failed "
            + "to satisfy constraint: Member must \(rule)"
    }

    private static func denial(_ role: String, _ principal: String = "user/Alice") -> String {
        "403 AccessDenied: User: arn:aws:iam::\(ServerLab.account):\(principal) is not authorized "
            + "to perform: sts:AssumeRole on resource: \(role)"
    }

    // MARK: Durations

    @Test(
        "a duration outside the limits of AssumeRole breaks a constraint of the model",
        arguments: [
            ("899", "greater than or equal to 900"), ("43201", "less than or equal to 43200"),
        ]
    )
    func durationLimits(seconds: String, rule: String) {
        #expect(
            assume([("DurationSeconds", seconds)]).refusal
                == Self.constraint(seconds, "durationSeconds", "have value \(rule)")
        )
    }

    @Test("a duration may reach the role's maximum, and not pass it")
    func roleMaximum() throws {
        let session = try LabKeys(assume([("DurationSeconds", "7200")]))
        lab.clock.advance(seconds: 7199)
        #expect(lab.call("sts", "GetCallerIdentity", as: session).status == 200)
        #expect(
            assume([("DurationSeconds", "7201")]).refusal
                == "400 ValidationError: The requested DurationSeconds exceeds the "
                + "MaxSessionDuration set for this role."
        )
    }

    @Test("the default is an hour, also where the role allows more")
    func defaultDuration() throws {
        let end = assume().result?.child("Credentials")?.text(of: "Expiration")
        #expect(end == lab.clock.now.adding(seconds: 3600).text(.extended))
    }

    @Test("a session of a role may take another role for an hour at most")
    func chaining() throws {
        let session = try LabKeys(assume())
        #expect(assume([("DurationSeconds", "3600")], by: session).status == 200)
        #expect(
            assume([("DurationSeconds", "3601")], by: session).refusal
                == "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session "
                + "limit for roles assumed by role chaining."
        )
        #expect(
            assume([("DurationSeconds", "7201")], by: session).refusal
                == "400 ValidationError: The requested DurationSeconds exceeds the "
                + "MaxSessionDuration set for this role."
        )
    }

    @Test("a session of a user is no link of a chain")
    func userSessionIsNoChain() throws {
        let session = try LabKeys(lab.done("sts", "GetSessionToken", as: user))
        #expect(assume([("DurationSeconds", "7200")], by: session).status == 200)
    }

    // MARK: Who

    @Test("a trust policy's external id must come with the request, and be right")
    func externalID() throws {
        try makeRole("Partner", if: #"{"StringEquals":{"sts:ExternalId":"secret-1"}}"#)
        let role = Self.arn("Partner")
        #expect(assume(role: role).refusal.hasPrefix(Self.denial(role)))
        let wrong = assume([("ExternalId", "secret-2")], role: role)
        #expect(wrong.refusal.hasPrefix(Self.denial(role)))
        let answer = assume([("ExternalId", "secret-1")], role: role)
        #expect(answer.status == 200)
        #expect(!answer.text.contains("secret-1"))
        #expect(
            assume([("ExternalId", "x")], role: role).refusal
                == Self.constraint(
                    "x",
                    "externalId",
                    "have length greater than or equal to 2"
                )
        )
    }

    @Test("an unknown role answers as one that does not trust the caller")
    func unknownRole() throws {
        #expect(assume(role: Self.arn("None")).refusal == Self.denial(Self.arn("None")))
        _ = try lab.makeAccount(ServerLab.otherAccount)
        let other = Self.arn("None", in: ServerLab.otherAccount)
        #expect(assume(role: other).refusal == Self.denial(other))
    }

    @Test("a role of another account needs both sides, and tells neither")
    func otherAccount() throws {
        let otherRoot = try lab.makeAccount(ServerLab.otherAccount)
        let role = Self.arn("Guest", in: ServerLab.otherAccount)
        try lab.makeRole("Guest", trust: LabDocuments.trust(ServerLab.otherAccount), by: otherRoot)
        #expect(assume(role: role).refusal == Self.denial(role))
        try lab.done(
            "iam",
            "UpdateAssumeRolePolicy",
            ["RoleName": "Guest", "PolicyDocument": LabDocuments.trust(ServerLab.account)],
            as: otherRoot
        )
        #expect(assume(role: role).status == 200)
        try lab.give("User", "Alice", LabDocuments.allow("sts:*", on: Self.arn("*")), by: root)
        #expect(assume(role: role).refusal == Self.denial(role))
    }

    @Test("root may not assume a role, also not one that trusts its account")
    func rootMayNot() throws {
        let expected = "403 AccessDenied: Roles may not be assumed by root accounts."
        #expect(assume(by: root).refusal == expected)
        let session = try LabKeys(lab.done("sts", "GetSessionToken", as: root))
        #expect(assume(by: session).refusal == expected)
    }

    // MARK: Names

    @Test(
        "the name of a session keeps the model's constraints",
        arguments: [
            ("a", "have length greater than or equal to 2"),
            (String(repeating: "a", count: 65), "have length less than or equal to 64"),
            ("two words", #"satisfy regular expression pattern: [\w+=,.@-]*"#),
            ("colon:name", #"satisfy regular expression pattern: [\w+=,.@-]*"#),
        ]
    )
    func sessionNames(name: String, rule: String) {
        #expect(
            assume(session: name).refusal == Self.constraint(name, "roleSessionName", rule)
        )
    }

    @Test("the name of a session may not be missing")
    func missingSessionName() {
        let answer = lab.call("sts", "AssumeRole", ["RoleArn": Self.arn("Worker")], as: user)
        #expect(
            answer.refusal
                == "400 ValidationError: 1 validation error detected: Value null at "
                + "'roleSessionName' failed to satisfy constraint: Member must not be null"
        )
    }

    @Test("a source identity stays along a chain, may be repeated, and not be changed")
    func sourceIdentity() throws {
        let answer = assume([("SourceIdentity", "alice")])
        #expect(answer.result?.text(of: "SourceIdentity") == "alice")
        let session = try LabKeys(answer)
        let chained = assume(by: session).result
        #expect(chained?.text(of: "SourceIdentity") == "alice")
        #expect(assume([("SourceIdentity", "alice")], by: session).status == 200)
        #expect(
            assume([("SourceIdentity", "eve")], by: session).refusal
                == "400 ValidationError: The source identity is already set for this assume role "
                + "session"
        )
        #expect(
            assume([("SourceIdentity", "aws:alice")]).refusal
                == Self.constraint(
                    "aws:alice",
                    "sourceIdentity",
                    #"satisfy regular expression pattern: [\w+=,.@-]*"#
                )
        )
    }
}
