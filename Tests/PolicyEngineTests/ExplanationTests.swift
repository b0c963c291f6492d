import Markup
import PolicyEngine
import Testing

@Suite("Explaining decisions")
struct ExplanationTests {
    @Test("a denial names the nearest statement, the value found and the value wanted")
    func nearest() throws {
        let identity = try Scenario.layer(
            .identity,
            Scenario.policy(
                """
                [{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"*",
                  "Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}},
                 {"Effect":"Allow","Action":"ec2:*","Resource":"*"}]
                """
            )
        )
        let explanation = Authorization(identity: identity).explain(
            Scenario.request(context: ["aws:PrincipalTag/team": "red"])
        )
        #expect(explanation.verdict == Verdict(.implicitDeny, layer: .identity))
        #expect(explanation.nearest.map(\.sid) == ["Read"])
        #expect(
            explanation.text == """
                User: arn:aws:iam::123456789012:user/alice is not authorized to perform: \
                s3:GetObject on resource: arn:aws:s3:::bucket/key because no identity-based \
                policy allows the s3:GetObject action
                  nearest: statement 1 "Read" of identity-based policy "p"
                    Condition StringEquals wants aws:PrincipalTag/team to match "blue"; \
                it is "red"
                """
        )
    }

    @Test("the JSON form holds the decision, the statements, and what did not match")
    func json() throws {
        let identity = try Scenario.layer(
            .identity,
            Scenario.policy(
                #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}"#
            )
        )
        let explanation = Authorization(identity: identity).explain(Scenario.request())
        let root = try JSONDocument(parsing: Array(explanation.json.utf8)).root
        #expect(root["decision"]?.string == "ImplicitlyDenied")
        #expect(root["determining"]?.count == 0)
        let nearest = try #require(root["nearest"]?.elements.first { _ in true })
        let mismatch = try #require(nearest["mismatches"]?.elements.first { _ in true })
        #expect(mismatch["element"]?.string == "Resource")
        #expect(mismatch["wanted"]?.elements.compactMap(\.string) == ["arn:aws:s3:::other/*"])
    }

    @Test("an explicit denial names each statement that refuses")
    func explicit() throws {
        let identity = try Scenario.layer(
            .identity,
            Scenario.policy(
                """
                [{"Effect":"Allow","Action":"*","Resource":"*"},
                 {"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"},
                 {"Sid":"B","Effect":"Deny","NotAction":"ec2:*","Resource":"*"}]
                """
            )
        )
        let authorization = Authorization(identity: identity)
        let explanation = authorization.explain(Scenario.request())
        #expect(explanation.determining.compactMap(\.sid).sorted() == ["A", "B"])
        #expect(explanation.verdict == authorization.decide(Scenario.request()))
        #expect(
            explanation.verdict.denialReason(action: "s3:GetObject")
                == "with an explicit deny in an identity-based policy"
        )
    }

    @Test("each case is explained with the decision that it has", arguments: EvaluationCase.all)
    func agrees(_ example: EvaluationCase) throws {
        let request = try #require(example.request)
        let explanation = example.authorization.explain(request, on: example.resourceSide)
        let verdict = example.authorization.decide(request, on: example.resourceSide)
        #expect(explanation.verdict == verdict)
        #expect(verdict.decision == .implicitDeny || !explanation.determining.isEmpty)
    }
}
