import Foundation
import PolicyCases
import PolicyReference
import Testing

/// Engine against specification on generated scenarios.
///
/// `ROLECALL_DIFFERENTIAL` sets how many decisions are compared, `ROLECALL_SEED` the first seed.
@Suite("Engine against specification")
struct DifferentialTests {
    static let environment = ProcessInfo.processInfo.environment
    static let total = environment["ROLECALL_DIFFERENTIAL"].flatMap { Int($0) } ?? 50_000
    static let seed = environment["ROLECALL_SEED"].flatMap { UInt64($0) } ?? 20_261_124
    /// How many requests each set of policies is asked.
    static let requests = 10
    static let shards = 4
    /// After so many disagreements a shard stops.
    static let enough = 5

    @Test("engine and specification agree on generated scenarios", arguments: 0..<shards)
    func agree(shard: Int) throws {
        let worlds = Self.total / Self.requests / Self.shards
        let first = Self.seed &+ UInt64(shard) &* 1_000_000_000
        print("seed \(Self.seed), shard \(shard): \(worlds * Self.requests) decisions")
        var counts: [Outcome.Decision: Int] = [:]
        var found = 0
        for offset in 0..<worlds where found < Self.enough {
            found += try compare(first &+ UInt64(offset), &counts)
        }
        guard found == 0 else { return }
        // A generator that hardly ever allows, or always does, would show nothing.
        let all = worlds * Self.requests
        for decision in [Outcome.Decision.allowed, .implicitlyDenied, .explicitlyDenied] {
            #expect(counts[decision, default: 0] * 20 > all, "\(decision): \(counts) of \(all)")
        }
    }

    private func compare(_ seed: UInt64, _ counts: inout [Outcome.Decision: Int]) throws -> Int {
        var generator = ScenarioGenerator(seed: seed)
        var scenario = generator.scenario()
        let compiled = try #require(EngineQuestion(scenario))
        for request in 0..<Self.requests {
            let first = request == 0
            // A role's trust policy is compiled as such: it stays the policy of a role.
            let isTrust = scenario.isAssumption
            let outcome = evaluate(scenario)
            counts[outcome.decision, default: 0] += 1
            let question = try #require(
                isTrust ? EngineQuestion(scenario) : compiled.asking(scenario)
            )
            // Explaining looks at every statement: the first request stands for the others.
            let explained = first ? Disagreement(explaining: question, outcome) : nil
            if let found = Disagreement(question, outcome) ?? explained {
                try report(scenario, seed, found)
                return 1
            }
            scenario = generator.another(scenario)
        }
        return 0
    }

    private func report(_ scenario: Scenario, _ seed: UInt64, _ found: Disagreement) throws {
        let small = shrunk(scenario) { ((try? Disagreement($0)) ?? nil) == found }
        let outcome = evaluate(small)
        let example = EvaluationCase(
            id: "found-\(seed)",
            title: found.description,
            scenario: small,
            expected: outcome.decision
        )
        let line = example.printed() + [0x0A]
        let path = CaseCorpus.folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".build/disagreements.jsonl").path
        if let file = FileHandle(forWritingAtPath: path) {
            try file.seekToEnd()
            try file.write(contentsOf: line)
        } else {
            try Data(line).write(to: URL(filePath: path))
        }
        Issue.record("\(found): \(String(decoding: line, as: UTF8.self))")
    }
}
