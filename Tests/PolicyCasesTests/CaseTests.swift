import PolicyCases
import PolicyEngine
import PolicyReference
import Testing

@Suite("Evaluation cases")
struct CaseTests {
    @Test("every line can be read, and no id stands for two cases")
    func lines() throws {
        var ids: Set<String> = []
        for line in CaseCorpus.lines {
            let example = try EvaluationCase(parsing: line.bytes)
            #expect(example.expected != nil, "\(line.file):\(line.number)")
            #expect(ids.insert(example.id).inserted, "\(example.id) is there twice")
        }
        #expect(ids.filter { $0.hasPrefix("rolecall-") }.count >= 600)
    }

    @Test("the specification answers as the source says")
    func specification() {
        for example in CaseCorpus.cases {
            let outcome = evaluate(example.scenario)
            #expect(example.accepted.contains(outcome.decision), "\(example.id): \(example.title)")
        }
    }

    @Test("the engine answers as the source says")
    func engine() throws {
        for example in CaseCorpus.cases {
            let question = try #require(EngineQuestion(example.scenario))
            let decision = question.decide().decision.rawValue
            #expect(
                example.accepted.contains { $0.rawValue == decision },
                "\(example.id): \(example.title)"
            )
        }
    }

    @Test("engine and specification agree, also where the sources do not settle it")
    func agreement() throws {
        for example in CaseCorpus.cases {
            let disagreement = try Disagreement(example.scenario)
            #expect(disagreement == nil, "\(example.id): \(example.title)")
        }
    }

    @Test("the specification answers the expected one of the accepted results")
    func expectation() {
        for example in CaseCorpus.cases where example.id.hasPrefix("rolecall-") {
            let outcome = evaluate(example.scenario)
            #expect(outcome.decision == example.expected, "\(example.id): \(example.title)")
        }
    }

    @Test("an explanation carries the decision that it explains")
    func explanation() throws {
        for example in CaseCorpus.cases {
            let question = try #require(EngineQuestion(example.scenario))
            #expect(question.explain().verdict == question.decide(), "\(example.id)")
        }
    }
}
