import PolicyEngine
import Testing

@Suite("Finding statements")
struct IndexTests {
    @Test(
        "among very many statements the one that matches is found",
        arguments: [
            "s3:GetObject", "s3:get*", "s3:*", "*", "s3:Get?bject", "S3:GETOBJECT", "*:*",
            "s*:Get*",
        ],
        [
            "*", "arn:aws:s3:::bucket/key", "arn:aws:s3:::bucket/*", "arn:aws:s3:::*/key",
            "arn:aws:*:::bucket/key", "arn:aws:s3:::${aws:username}/key", "arn:aws:s3",
            "arn:aws:s3:::b?*",
        ]
    )
    func finds(_ action: String, _ resource: String) throws {
        var statements: [String] = []
        for number in 0..<200 {
            statements.append(
                """
                {"Effect":"Allow","Action":["\(action)","ec2:Run*"],
                 "Resource":["arn:aws:s3:::other\(number)/*","arn:aws:s3:::x/\(number)"]}
                """
            )
        }
        statements.append(#"{"Effect":"Allow","Action":"\#(action)","Resource":"\#(resource)"}"#)
        let layer = try Scenario.layer(
            .identity,
            Scenario.policy("[\(statements.joined(separator: ","))]")
        )
        let request = Scenario.request(context: ["aws:username": "bucket"])
        let verdict = Authorization(identity: layer).decide(request)
        #expect(verdict.statement?.statement == 200)
        let other = Scenario.request(on: "arn:aws:sqs:us-east-1:123456789012:q")
        #expect(Authorization(identity: layer).decide(other).isAllowed == (resource == "*"))
    }

    @Test("a denial of an action without a service is found", arguments: ["", "list", ":", "*"])
    func withoutService(_ action: String) throws {
        let statements =
            #"[{"Effect":"Allow","Action":"*","Resource":"*"},"#
            + #"{"Effect":"Deny","Action":"\#(action)","Resource":"*"}]"#
        let layer = try Scenario.layer(.identity, Scenario.policy(statements))
        let request = Scenario.request(action)
        let verdict = Authorization(identity: layer).decide(request)
        #expect(verdict.decision == .explicitDeny)
        #expect(Authorization(identity: layer).explain(request).verdict == verdict)
    }

    @Test("resources longer than what the index tells apart are still told apart")
    func longResources() throws {
        let stem = "arn:aws:s3:::bucket/" + String(repeating: "x", count: 300)
        let statements = (0..<50).map { number in
            #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"\#(stem)\#(number)"}"#
        }
        let layer = try Scenario.layer(
            .identity,
            Scenario.policy("[\(statements.joined(separator: ","))]")
        )
        let authorization = Authorization(identity: layer)
        #expect(authorization.decide(Scenario.request(on: stem + "7")).statement?.statement == 7)
        #expect(!authorization.decide(Scenario.request(on: stem + "50")).isAllowed)
        #expect(!authorization.decide(Scenario.request(on: stem)).isAllowed)
    }

    @Test("statements whose patterns overlap are found by all that they name")
    func overlapping() throws {
        let words = ["", "a", "b", "aa", "ab", "ba", "aab", "aba", "abab"]
        // Each statement takes some of the words, as beginnings or whole.
        let named = (0..<24).map { number in
            (0..<3).map { words[(number * 5 + $0 * $0 * 2) % words.count] + ["*", "", "*"][$0] }
        }
        let statements = named.enumerated().map { number, patterns in
            let actions = patterns.map { "\"s3:\($0)\"" }.joined(separator: ",")
            let resources = named[(number * 7 + 3) % named.count]
                .map { "\"arn:aws:s3:::\($0)\"" }.joined(separator: ",")
            return #"{"Effect":"Allow","Action":[\#(actions)],"Resource":[\#(resources)]}"#
        }
        let policy = Scenario.policy("[\(statements.joined(separator: ","))]")
        let authorization = Authorization(identity: try Scenario.layer(.identity, policy))
        for action in words where !action.isEmpty {
            for resource in words {
                let expected = named.indices.filter { number in
                    named[number].contains { Self.fits($0, action) }
                        && named[(number * 7 + 3) % named.count].contains {
                            Self.fits($0, resource)
                        }
                }
                let request = Scenario.request("s3:\(action)", on: "arn:aws:s3:::\(resource)")
                let explanation = authorization.explain(request)
                #expect(explanation.determining.map(\.reference.statement) == expected)
                #expect(explanation.verdict.isAllowed == !expected.isEmpty)
            }
        }
    }

    private static func fits(_ pattern: String, _ text: String) -> Bool {
        pattern.hasSuffix("*") ? text.hasPrefix(pattern.dropLast()) : text == pattern
    }

    @Test("a statement with very many actions and resources is found by each")
    func manyPairs() throws {
        let actions = (0..<100).map { "\"s3:a\($0)*\"" }.joined(separator: ",")
        let resources = (0..<50).map { "\"arn:aws:s3:::b\($0)/*\"" }.joined(separator: ",")
        let statement = #"{"Effect":"Allow","Action":[\#(actions)],"Resource":[\#(resources)]}"#
        let all = [String](repeating: statement, count: 9).joined(separator: ",")
        let layer = try Scenario.layer(.identity, Scenario.policy("[\(all)]"))
        let authorization = Authorization(identity: layer)
        for number in 0..<100 {
            let request = Scenario.request("s3:a\(number)x", on: "arn:aws:s3:::b\(number)/k")
            #expect(authorization.decide(request).isAllowed == (number < 50))
        }
    }

    @Test("a pattern may have more variables than any text of a policy holds")
    func manyVariables() throws {
        let variables = String(repeating: "${a:b}", count: 20_000)
        let resource = "arn:aws:s3:::bucket/\(variables)key"
        let statement = #"{"Effect":"Allow","Action":"*","Resource":"\#(resource)"}"#
        let request = Scenario.request(context: ["a:b": ""])
        #expect(try Scenario.decide(statement, request) == .allow)
    }
}
