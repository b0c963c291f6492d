import PolicyCases
import PolicyEngine
import PolicyReference

/// How engine and specification answer one scenario differently.
struct Disagreement: Error, Equatable, CustomStringConvertible {
    var description: String

    /// Nil when they agree, on the decision and on the statement that determined it.
    init?(_ scenario: Scenario) throws {
        guard let question = EngineQuestion(scenario) else {
            throw CaseError("the scenario cannot be put to the engine")
        }
        self.init(question, evaluate(scenario))
    }

    /// Nil when the engine answers like the specification did.
    init?(_ question: EngineQuestion, _ outcome: Outcome) {
        let verdict = question.decide()
        guard verdict.decision.rawValue == outcome.decision.rawValue else {
            description =
                "engine \(verdict.decision.rawValue), specification \(outcome.decision.rawValue)"
            return
        }
        if let statement = verdict.statement.map(Outcome.Determinant.init),
            !outcome.determining.contains(statement)
        {
            description = "engine names \(statement), specification \(outcome.determining)"
            return
        }
        guard verdict.statement != nil || outcome.determining.isEmpty || verdict.isAllowed else {
            description = "engine names no statement, specification \(outcome.determining)"
            return
        }
        return nil
    }
}

extension Outcome.Determinant {
    init(_ reference: StatementReference) {
        let layer: Outcome.Layer =
            switch reference.layer {
            case .identity: .identity
            case .boundary: .boundary
            case .session: .session
            case .serviceControl: .serviceControl
            case .resourceControl: .resourceControl
            case .resource, .trust: .resource
            case .endpoint: .endpoint
            }
        self.init(
            layer,
            level: reference.level,
            policy: reference.policy,
            statement: reference.statement
        )
    }
}
