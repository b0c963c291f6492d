import PolicyEngine
import Testing

@Suite("The shared evaluation cases")
struct SharedCaseTests {
    @Test("the corpus is there")
    func corpusIsThere() {
        #expect(EvaluationCase.all.count >= 203)
    }

    @Test("each case is decided as its source says", arguments: EvaluationCase.all)
    func decides(_ example: EvaluationCase) throws {
        let request = try #require(example.request)
        let verdict = example.authorization.decide(request, on: example.resourceSide)
        #expect(example.accepted.contains(verdict.decision.rawValue), "\(verdict)")
    }
}
