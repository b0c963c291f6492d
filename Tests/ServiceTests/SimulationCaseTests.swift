import Foundation
import PolicyCases
import PolicyLanguage
import PolicyReference
import ServiceModel
import Testing

@Suite("Simulation of the evaluation cases")
struct SimulationCaseTests {
    /// The cases that the simulator has parameters for: a user (or, when only its own policies
    /// count, a session) with identity policies, a boundary, and a resource policy.
    static let carried: [(EvaluationCase, Structure)] = cases.compactMap { example in
        SimulationQuestion(example).map { (example, $0.input) }
    }

    @Test("each case that can be simulated gets the answer that its source says")
    func decisions() throws {
        let lab = try SimulationLab()
        for (example, input) in Self.carried {
            let answer = try lab.ask("SimulateCustomPolicy", input)
            let result = try #require(answer.structures("EvaluationResults")?.first)
            let decision = try #require(result.string("EvalDecision").flatMap(Self.decision))
            #expect(example.accepted.contains(decision), "\(example.id): \(example.title)")
        }
        #expect(Self.carried.count >= 1100)
    }

    private static func decision(_ text: String) -> Outcome.Decision? {
        switch text {
        case "allowed": .allowed
        case "explicitDeny": .explicitlyDenied
        case "implicitDeny": .implicitlyDenied
        default: nil
        }
    }

    private static let cases: [EvaluationCase] = {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/cases").path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (names ?? []).filter { $0.hasSuffix(".jsonl") }.sorted().flatMap { name in
            let data = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
            return [UInt8](data).split(separator: 0x0A)
                .compactMap { try? EvaluationCase(parsing: Array($0)) }
        }
    }()
}

/// A case as parameters of SimulateCustomPolicy; nil when it cannot be told by them.
struct SimulationQuestion {
    private(set) var input: Structure

    init?(_ example: EvaluationCase) {
        let scenario = example.scenario
        guard example.faults.isEmpty, scenario.session == nil, scenario.endpoint == nil,
            scenario.serviceControl.isEmpty, scenario.resourceControl.isEmpty,
            (scenario.boundary?.count ?? 1) == 1,
            // Without its policy a key or role only looks at identity policies.
            scenario.resourcePolicy != nil || !scenario.needsResourceGrant,
            Self.canBeSaved(scenario)
        else { return nil }
        input = [
            "PolicyInputList": Self.texts(scenario.identity),
            "PermissionsBoundaryPolicyInputList": scenario.boundary.map { Self.texts($0) },
            "ResourcePolicy": scenario.resourcePolicy.map { .string(Self.text($0)) },
            "ActionNames": .strings([scenario.action]),
            "ResourceArns": .strings([scenario.resource]),
            "ContextEntries": .list(scenario.context.map(Self.entry)),
        ]
        if let owner = scenario.resourceAccount {
            input["ResourceOwner"] = .string("arn:aws:iam::\(owner):root")
        }
        switch scenario.caller {
        case .user(let arn, _): input["CallerArn"] = .string(arn)
        case .session:
            guard scenario.resourcePolicy == nil, scenario.resourceAccount == nil else {
                return nil
            }
        default: return nil
        }
        if scenario.identity.isEmpty { input["PolicyInputList"] = .strings([Self.nothing]) }
    }

    /// The simulator refuses policies that IAM would not save.
    private static func canBeSaved(_ scenario: Scenario) -> Bool {
        do {
            for document in scenario.identity + (scenario.boundary ?? []) {
                try document.validate(as: .inline)
            }
            try scenario.resourcePolicy?.validate(as: scenario.isAssumption ? .trust : .resource)
            return true
        } catch { return false }
    }

    /// A policy that says nothing: the list may not be absent.
    private static let nothing = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"none:Nothing",\
        "Resource":"*"}}
        """

    private static func texts(_ documents: [PolicyDocument]) -> Value {
        .strings(documents.map(text))
    }

    private static func text(_ document: PolicyDocument) -> String {
        String(decoding: document.printed(), as: UTF8.self)
    }

    private static func entry(_ entry: ContextEntry) -> Value {
        switch entry.value {
        case .one(let text):
            [
                "ContextKeyName": .string(entry.key), "ContextKeyValues": .strings([text]),
                "ContextKeyType": "string",
            ]
        case .many(let texts):
            [
                "ContextKeyName": .string(entry.key), "ContextKeyValues": .strings(texts),
                "ContextKeyType": "stringList",
            ]
        }
    }
}
