import ServiceModel
import Testing

@Suite("Simulation of custom policies")
struct SimulationTests {
    /// A policy with the lines and columns of the start and end of its statement on `s3`.
    struct Placed: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var numbers: [Int]
        var testDescription: String { name }
    }

    static let statement = #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#
    static let other = #"{"Effect":"Allow","Action":"sqs:*","Resource":"*"}"#

    static let placed: [Placed] = [
        // The first four are what the live service and its documentation show.
        Placed(
            name: "one statement without list starts after its brace",
            text: #"{"Version":"2012-10-17","Statement":"# + statement + "}",
            numbers: [1, 38, 1, 86]
        ),
        Placed(
            name: "the first of a list starts after the bracket",
            text: #"{"Version":"2012-10-17","Statement":["# + statement + "]}",
            numbers: [1, 38, 1, 87]
        ),
        Placed(
            name: "the first of a list starts after the bracket, on the bracket's line",
            text: "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    " + statement
                + "\n  ]\n}",
            numbers: [3, 17, 4, 54]
        ),
        Placed(
            name: "the second of a list starts where the first ends",
            text: #"{"Version":"2012-10-17","Statement":["# + other + "," + statement + "]}",
            numbers: [1, 88, 1, 138]
        ),
        Placed(
            name: "a comma on a line of its own belongs to the second statement",
            text: #"{"Statement":["# + other + "\n ,\n" + statement + "]}",
            numbers: [1, 65, 3, 50]
        ),
        Placed(
            name: "columns count characters, not bytes",
            text: #"{"Id":"é","Statement":"# + statement + "}",
            numbers: [1, 24, 1, 72]
        ),
    ]

    @Test("a matched statement has its line and column", arguments: placed)
    func positions(_ placed: Placed) throws {
        let result = try simulate([placed.text], ["s3:GetObject"])
        let match = try #require(result.structures("MatchedStatements")?.first)
        let start = try #require(match.structure("StartPosition"))
        let end = try #require(match.structure("EndPosition"))
        let numbers = [start, end].flatMap { [$0.integer("Line"), $0.integer("Column")] }
        #expect(numbers == placed.numbers)
        #expect(match.string("SourcePolicyId") == "PolicyInputList.1")
        #expect(match.string("SourcePolicyType") == "none")
    }

    @Test(
        "the example of AWS's command line gives its documented output",
        arguments: [("2019-04-25T11:00:00Z", "allowed"), ("2014-04-25T11:00:00Z", "implicitDeny")]
    )
    func example(_ time: String, _ decision: String) throws {
        let policy = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*",\
            "Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":\
            "2018-08-16T12:00:00Z"}}}}
            """
        let result = try simulate(
            [policy],
            ["dynamodb:CreateBackup"],
            ["ContextEntries": [entry("aws:CurrentTime", [time], "date")]]
        )
        var expected: Structure = [
            "EvalActionName": "dynamodb:CreateBackup", "EvalResourceName": "*",
            "EvalDecision": .string(decision), "MatchedStatements": [],
            "MissingContextValues": [],
        ]
        if decision == "allowed" {
            expected["MatchedStatements"] = [
                [
                    "SourcePolicyId": "PolicyInputList.1", "SourcePolicyType": "none",
                    "StartPosition": ["Line": 1, "Column": 38],
                    "EndPosition": ["Line": 1, "Column": 167],
                ]
            ]
        }
        #expect(result == expected)
    }

    @Test("several resources give one result an action, with the details of each in it")
    func resources() throws {
        let policy = """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},
            {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::b/*"},
            {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*",
             "Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}
            """
        let names = ["arn:aws:s3:::a/1", "arn:aws:s3:::b/1", "arn:aws:s3:::c/1"]
        let result = try simulate([policy], ["s3:GetObject"], ["ResourceArns": .strings(names)])
        #expect(result.string("EvalDecision") == "explicitDeny")
        #expect(
            result.string("EvalResourceName") == "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
        )
        #expect(result.strings("MissingContextValues") == [])
        let each = try #require(result.structures("ResourceSpecificResults"))
        #expect(each.map { $0.string("EvalResourceName") } == names)
        #expect(
            each.map { $0.string("EvalResourceDecision") } == [
                "allowed", "explicitDeny", "implicitDeny",
            ]
        )
        #expect(each.map { $0.list("MatchedStatements")?.count } == [1, 1, 0])
        #expect(each[1].strings("MissingContextValues") == ["aws:SecureTransport"])
        #expect(each[1]["EvalDecisionDetails"] == nil)
        #expect(result.map("EvalDecisionDetails")?.isEmpty == true)
    }

    @Test("a refusing statement is the only one that is shown")
    func refusal() throws {
        let policy = """
            {"Version":"2012-10-17","Statement":[\(Self.statement),
            {"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}
            """
        let result = try simulate([policy], ["s3:GetObject"])
        #expect(result.string("EvalDecision") == "explicitDeny")
        let lines = result.structures("MatchedStatements")?
            .map { $0.structure("EndPosition")?.integer("Line") }
        #expect(lines == [2])
    }

    @Test(
        "a permissions boundary is told by itself",
        arguments: [
            ("Allow", "s3:*", "allowed", true, "PolicyInputList.1"),
            ("Allow", "sqs:*", "implicitDeny", false, nil),
            ("Deny", "s3:*", "explicitDeny", false, "PermissionsBoundaryPolicyInputList.1"),
        ] as [(String, String, String, Bool, String?)]
    )
    func boundary(
        _ effect: String,
        _ action: String,
        _ decision: String,
        _ isAllowed: Bool,
        _ source: String?
    ) throws {
        let boundary = """
            {"Version":"2012-10-17","Statement":{"Effect":"\(effect)","Action":"\(action)",\
            "Resource":"*"}}
            """
        let result = try simulate(
            [Self.whole],
            ["s3:GetObject"],
            ["PermissionsBoundaryPolicyInputList": .strings([boundary])]
        )
        #expect(result.string("EvalDecision") == decision)
        let detail = result.structure("PermissionsBoundaryDecisionDetail")
        #expect(detail?.boolean("AllowedByPermissionsBoundary") == isAllowed)
        let match = result.structures("MatchedStatements")?.first
        #expect(match?.string("SourcePolicyId") == source)
    }

    static let whole = #"{"Version":"2012-10-17","Statement":["# + statement + "]}"

    @Test("across accounts both sides must allow, and each is told")
    func crossAccount() throws {
        let policy = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",\
            "Principal":{"AWS":"arn:aws:iam::111122223333:user/a"},"Resource":"arn:aws:s3:::b/*"}}
            """
        let more: Structure = [
            "ResourcePolicy": .string(policy), "ResourceArns": ["arn:aws:s3:::b/1"],
            "CallerArn": "arn:aws:iam::111122223333:user/a",
            "ResourceOwner": "arn:aws:iam::444455556666:root",
        ]
        let refused = try simulate([#"{"Statement":"# + Self.other + "}"], ["s3:GetObject"], more)
        #expect(refused.string("EvalDecision") == "implicitDeny")
        #expect(
            refused.map("EvalDecisionDetails") == [
                "IAM Policy": "implicitDeny", "Resource Policy": "allowed",
            ]
        )
        let allowed = try simulate([Self.whole], ["s3:GetObject"], more)
        #expect(allowed.string("EvalDecision") == "allowed")
        let each = try #require(allowed.structures("ResourceSpecificResults")?.first)
        #expect(
            each.map("EvalDecisionDetails") == [
                "IAM Policy": "allowed", "Resource Policy": "allowed",
            ]
        )
        #expect(
            each.structures("MatchedStatements")?.map { $0.string("SourcePolicyType") } == [
                "resource", "none",
            ]
        )
    }

    @Test("missing are the keys that statements on the action ask for, variables included")
    func missing() throws {
        let policy = """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::${aws:PrincipalTag/Team}/*",
             "Condition":{"StringLikeIfExists":{"s3:Prefix":"${aws:username}/*"},
              "Null":{"aws:SourceIp":"false"}}},
            {"Effect":"Deny","Action":"sqs:*","Resource":"*",
             "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}
            """
        let result = try simulate(
            [policy],
            ["s3:GetObject"],
            ["ContextEntries": [entry("AWS:sourceip", ["::1"], "ip")]]
        )
        #expect(
            result.strings("MissingContextValues") == [
                "aws:PrincipalTag/Team", "aws:username", "s3:Prefix",
            ]
        )
    }

    @Test(
        "each type of context entry reaches the conditions",
        arguments: [
            ("string", "StringEquals", "x", ["x"]),
            ("stringList", "ForAnyValue:StringEquals", "x", ["y", "x"]),
            ("numeric", "NumericLessThan", "10", ["9"]),
            ("numericList", "ForAllValues:NumericLessThan", "10", ["9", "8"]),
            ("boolean", "Bool", "true", ["true"]),
            ("booleanList", "ForAnyValue:Bool", "true", ["false", "true"]),
            ("ip", "IpAddress", "10.0.0.0/8", ["10.1.2.3"]),
            ("ipList", "ForAnyValue:IpAddress", "10.0.0.0/8", ["11.1.1.1", "10.1.2.3"]),
            ("binary", "BinaryEquals", "QQ==", ["QQ=="]),
            ("binaryList", "ForAnyValue:BinaryEquals", "QQ==", ["Qg==", "QQ=="]),
            ("date", "DateLessThan", "2020-01-01T00:00:00Z", ["2019-01-01T00:00:00Z"]),
            ("dateList", "ForAllValues:DateLessThan", "2020-01-01T00:00:00Z", ["1"]),
        ] as [(String, String, String, [String])]
    )
    func contextTypes(
        _ type: String,
        _ comparison: String,
        _ wanted: String,
        _ values: [String]
    ) throws {
        let policy = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",\
            "Condition":{"\(comparison)":{"some:key":"\(wanted)"},"Null":{"some:key":"false"}}}}
            """
        let without = try simulate([policy], ["s3:GetObject"])
        #expect(without.string("EvalDecision") == "implicitDeny")
        let with = try simulate(
            [policy],
            ["s3:GetObject"],
            ["ContextEntries": [entry("some:key", values, type)]]
        )
        #expect(with.string("EvalDecision") == "allowed")
    }

    @Test("the keys of policies are sorted, each once, as first spelled")
    func contextKeys() throws {
        let policies = [
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",\
            "Resource":"arn:aws:s3:::${aws:username}/${*}",\
            "Condition":{"StringEquals":{"s3:prefix":"${aws:PrincipalTag/Team, 'none'}"}}}}
            """,
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",\
            "Condition":{"Bool":{"AWS:UserName":"x","aws:SecureTransport":"true"}}}}
            """,
        ]
        let answer = try SimulationLab().ask(
            "GetContextKeysForCustomPolicy",
            ["PolicyInputList": .strings(policies)]
        )
        #expect(
            answer.strings("ContextKeyNames") == [
                "aws:PrincipalTag/Team", "aws:SecureTransport", "aws:username", "s3:prefix",
            ]
        )
    }

    private func simulate(
        _ policies: [String],
        _ actions: [String],
        _ more: Structure = [:]
    ) throws -> Structure {
        var input = more
        input["PolicyInputList"] = .strings(policies)
        input["ActionNames"] = .strings(actions)
        let answer = try SimulationLab().ask("SimulateCustomPolicy", input)
        #expect(answer.boolean("IsTruncated") == false)
        return try #require(answer.structures("EvaluationResults")?.first)
    }

    private func entry(_ name: String, _ values: [String], _ type: String) -> Value {
        [
            "ContextKeyName": .string(name), "ContextKeyValues": .strings(values),
            "ContextKeyType": .string(type),
        ]
    }
}
