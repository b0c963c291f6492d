import Markup
import PolicyEngine
import PolicyReference

/// What `rolecall evaluate` does with each line that it reads.
public enum EvaluateCommand {
    /// Decides one case.
    ///
    /// - Parameters:
    ///   - line: a case in the format of `Fixtures/cases/README.md`, without the line feed.
    ///   - explain: whether to add why each statement matched or did not.
    /// - Returns: one line of JSON with its line feed: `id`, `decision` and `determining`; or `id`
    ///   and `error` for a line that is no case. A document that is no policy grants nothing, and
    ///   the request is then not allowed.
    public static func run(line: [UInt8], explain: Bool = false) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        do {
            try answer(EvaluationCase(parsing: line), explain: explain, into: &writer)
        } catch {
            writer.member("id", error.id)
            writer.member("error", error.description)
        }
        writer.endObject()
        return writer.bytes + [0x0A]
    }

    private static func answer(
        _ example: EvaluationCase,
        explain: Bool,
        into writer: inout JSONWriter
    ) throws(CaseError) {
        guard let question = EngineQuestion(example.scenario) else {
            throw CaseError(id: example.id, "an account number is twelve digits")
        }
        let explanation = question.explain()
        let decision = explanation.verdict.decision
        // Of a policy that cannot be read it is not known what it refuses.
        let isUncertain = decision == .allow && !example.faults.isEmpty
        writer.member("id", example.id)
        writer.member("decision", (isUncertain ? .implicitDeny : decision).rawValue)
        writer.key("determining")
        writer.beginArray()
        if !isUncertain {
            for finding in explanation.determining { write(finding, into: &writer) }
        }
        writer.endArray()
        if let fault = example.faults.first {
            writer.member("error", "\(fault.place): \(fault.reason)")
        }
        guard explain else { return }
        writer.key("explanation")
        explanation.write(to: &writer)
    }

    private static func write(_ finding: StatementFinding, into writer: inout JSONWriter) {
        let reference = finding.reference
        writer.beginObject()
        writer.member("kind", reference.layer.caseName)
        if reference.layer.hasLevels {
            writer.key("level")
            writer.integer(reference.level)
        }
        writer.key("policy")
        writer.integer(reference.policy)
        writer.key("statement")
        writer.integer(reference.statement)
        writer.member("sid", finding.sid)
        writer.endObject()
    }
}
