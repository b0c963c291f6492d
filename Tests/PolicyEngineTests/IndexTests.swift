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
}
