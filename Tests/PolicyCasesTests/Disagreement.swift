import PolicyCases
import PolicyEngine
import PolicyReference

/// How engine and specification answer one scenario differently.
struct Disagreement: Error, Equatable, CustomStringConvertible {
    var description: String

    /// Nil when they agree, on the decision and on the statements that determined it.
    init?(_ scenario: Scenario) throws {
        guard let question = EngineQuestion(scenario) else {
            throw CaseError("the scenario cannot be put to the engine")
        }
        let outcome = evaluate(scenario)
        guard let found = Self(question, outcome) ?? Self(explaining: question, outcome) else {
            return nil
        }
        self = found
    }

    /// Nil when the engine decides like the specification did, and for one of its reasons.
    init?(_ question: EngineQuestion, _ outcome: Outcome) {
        let verdict = question.decide()
        guard verdict.decision.rawValue == outcome.decision.rawValue else {
            description =
                "engine \(verdict.decision.rawValue), specification \(outcome.decision.rawValue)"
            return
        }
        if outcome.decision == .implicitlyDenied {
            guard let missing = outcome.missing, missing == Outcome.Layer(verdict.layer) else {
                description =
                    "engine misses \(verdict.layer), specification \(String(describing: outcome.missing))"
                return
            }
        }
        if let statement = verdict.statement.map(Outcome.Determinant.init) {
            guard outcome.determining.contains(statement) else {
                description = "engine names \(statement), specification \(outcome.determining)"
                return
            }
        } else if verdict.decision == .explicitDeny {
            description = "engine names no statement, specification \(outcome.determining)"
            return
        }
        return nil
    }

    /// Nil when the engine explains what it decides, by the specification's reasons.
    init?(explaining question: EngineQuestion, _ outcome: Outcome) {
        let explanation = question.explain()
        guard explanation.verdict == question.decide() else {
            description = "explained \(explanation.verdict), decided \(question.decide())"
            return
        }
        let named = Set(explanation.determining.map { Outcome.Determinant($0.reference) })
        guard named == Set(outcome.determining) else {
            description = "explanation names \(named), specification \(outcome.determining)"
            return
        }
        return nil
    }
}

extension Outcome.Layer {
    init(_ kind: LayerKind) {
        self =
            switch kind {
            case .identity: .identity
            case .boundary: .boundary
            case .session: .session
            case .serviceControl: .serviceControl
            case .resourceControl: .resourceControl
            case .resource, .trust: .resource
            case .endpoint: .endpoint
            }
    }
}

extension Outcome.Determinant {
    init(_ reference: StatementReference) {
        self.init(
            Outcome.Layer(reference.layer),
            level: reference.level,
            policy: reference.policy,
            statement: reference.statement
        )
    }
}
