import PolicyEngine
import Testing

@Suite("Conditions")
struct ConditionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var wanted: String
        var found: String
        var holds: Bool

        init(_ name: String, _ wanted: String, _ found: String, _ holds: Bool) {
            self.name = name
            self.wanted = wanted
            self.found = found
            self.holds = holds
        }

        var testDescription: String { "\(name) \(wanted) / \(found)" }
    }

    @Test(
        "values are compared by their kind",
        arguments: [
            Row("NumericEquals", #""9007199254740993""#, "9007199254740992", false),
            Row("NumericEquals", "10", "10.000", true),
            Row("NumericLessThan", #""-1""#, "-1.5", true),
            Row("NumericEquals", #""1""#, "1 ", false),
            Row("NumericEquals", #""1""#, "", false),
            Row("NumericNotEquals", #""1""#, "one", true),
            Row("NumericEquals", #""1e3""#, "1000", true),
            Row("NumericEquals", #""0.1""#, "1e-1", true),
            Row("DateEquals", #""2018-08-10T00:00:00Z""#, "1533859200.0", true),
            Row("DateGreaterThan", #""2020-02-29""#, "2020-02-30T00:00:00Z", false),
            Row("DateLessThan", #""2020-01-01T00:00:00-01:00""#, "2020-01-01T00:59:59Z", true),
            Row("DateEquals", #""2020-01-01T00:00:00+0200""#, "2019-12-31T22:00:00Z", true),
            Row("IpAddress", #""::ffff:0:0/96""#, "10.0.0.1", false),
            Row("IpAddress", #""10.1.2.3/8""#, "10.200.0.1", true),
            Row("IpAddress", #""10.0.0.0/33""#, "10.0.0.1", false),
            Row("IpAddress", #""2001:db8::/127""#, "2001:db8::2", false),
            Row("IpAddress", #""::1.2.3.4""#, "::102:304", true),
            Row("IpAddress", #""1:2:3:4:5:6:7:8""#, "1:2:3:4:5:6:7:8:9", false),
            Row("NotIpAddress", #""10.0.0.0/8""#, "not an address", true),
            Row("Bool", "true", "TRUE", true),
            Row("Bool", #""yes""#, "yes", false),
            Row("BinaryEquals", #""QUJD""#, "QUJD", true),
            Row("StringEqualsIgnoreCase", #""${aws:username}""#, "ALICE", true),
            Row("StringLike", #""a?c""#, "aêc", true),
            Row("StringLike", #""*${*}*""#, "a*b", true),
            Row("StringLike", #""*${*}*""#, "ab", false),
            Row("ArnLike", #""*""#, "no ARN", false),
            Row("ArnLike", #""arn:aws:iam""#, "arn:aws:iam::1:user/a", true),
            Row("ArnLike", #""*""#, "arn:aws:iam::1:user/a", true),
            Row("ArnLike", #""arn:*:*:*:*:*""#, "arn:aws:iam::1:user/a", true),
            Row("ArnEquals", #""arn:aws:iam::*:user/a:*""#, "arn:aws:iam::1:user/a:b:c", true),
            Row("ArnEquals", #""arn:aws:*:user/a""#, "arn:aws:iam::1:user/a", false),
            Row("Null", #"["true","false"]"#, "x", true),
            Row("Null", "true", "", true),
        ]
    )
    func compares(_ row: Row) throws {
        let decision = try Scenario.decide(
            """
            {"Effect":"Allow","Action":"*","Resource":"*",
             "Condition":{"\(row.name)":{"x:Key":\(row.wanted)}}}
            """,
            Scenario.request(context: ["X:KEY": row.found, "aws:username": "alice"])
        )
        #expect((decision == .allow) == row.holds)
    }

    @Test("a variable's value is no pattern, and cannot reach across the parts of an ARN")
    func variablesAreNoPatterns() throws {
        let statement =
            #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*"}"#
        func decide(_ name: String, _ key: String) throws -> Decision {
            try Scenario.decide(
                statement,
                Scenario.request(
                    on: "arn:aws:s3:::b/" + key,
                    context: ["aws:username": name]
                )
            )
        }
        #expect(try decide("*", "bob/x") == .implicitDeny)
        #expect(try decide("*", "*/x") == .allow)
        #expect(try decide("a?", "ab/x") == .implicitDeny)
        let region =
            #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:sqs:${aws:username}:1:q"}"#
        #expect(
            try Scenario.decide(
                region,
                Scenario.request(
                    on: "arn:aws:sqs:a:1:q:1:q",
                    context: ["aws:username": "a:1:q"]
                )
            )
                == .implicitDeny
        )
    }

    @Test("a malformed variable is literal text")
    func malformedVariables() throws {
        for text in ["${", "${}", "${a", "$${", "${a,b}", "${a,'b}", "${a$b}", "$"] {
            let decision = try Scenario.decide(
                #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/\#(text)"}"#,
                Scenario.request(on: "arn:aws:s3:::b/" + text)
            )
            #expect(decision == .allow, "\(text)")
        }
    }

    @Test("a variable longer than the stack's share is filled in all the same")
    func longVariable() throws {
        let long = String(repeating: "x", count: 5000)
        #expect(
            try Scenario.decide(
                #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}"}"#,
                Scenario.request(
                    on: "arn:aws:s3:::b/" + long,
                    context: ["aws:username": long]
                )
            ) == .allow
        )
    }

    @Test("a NotResource whose variable has no value grants nothing, and still refuses")
    func unresolvedNotResource() throws {
        let notResource = #""NotResource":"arn:aws:s3:::b/${aws:username}/*""#
        #expect(
            try Scenario.decide(#"{"Effect":"Allow","Action":"*",\#(notResource)}"#)
                == .implicitDeny
        )
        #expect(
            try Scenario.decide(
                """
                [{"Effect":"Allow","Action":"*","Resource":"*"},
                 {"Effect":"Deny","Action":"*",\(notResource)}]
                """
            ) == .explicitDeny
        )
    }

    @Test("setting a key again replaces its values, whatever the case of its name")
    func replaced() {
        var context = RequestContext()
        context.set(name: "aws:TagKeys", list: ["a", "b"])
        context.set(.principalTag, "Team", "red")
        context.set(name: "AWS:TAGKEYS", list: ["c"])
        #expect(context.values(of: "aws:tagkeys") == ["c"])
        #expect(context.values(of: "aws:principaltag/team") == ["red"])
        context.set(.tagKeys, list: [])
        #expect(context.values(of: "aws:TagKeys") == nil)
    }
}
