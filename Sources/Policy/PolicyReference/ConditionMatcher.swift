import PolicyLanguage

/// Tests one condition against a request context.
///
/// - Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Creating a
///   condition with multiple keys or values".
struct ConditionMatcher {
    let context: [ContextEntry]
    let version: PolicyVersion

    func holds(_ condition: PolicyCondition) -> Bool {
        let value = context.value(of: condition.key)
        if condition.conditionOperator.comparison == .null {
            return nullHolds(condition, value)
        }
        let found: [String]
        switch value {
        // "If the key values in the request resolve to an empty data set": as if absent.
        case nil, .many([]): return holdsWithoutKey(condition)
        case .one(let text): found = [text]
        case .many(let texts):
            // A multivalued key needs a set operator: without one the condition does not hold.
            guard condition.conditionOperator.quantifier != nil else { return false }
            found = texts
        }
        return holds(condition, found)
    }

    private func holdsWithoutKey(_ condition: PolicyCondition) -> Bool {
        // "If the key is not present, evaluate the condition element as true." Source: IfExists.
        if condition.conditionOperator.ifExists { return true }
        switch condition.conditionOperator.quantifier {
        // ForAllValues "also returns true if there are no context keys in the request"; for
        // ForAnyValue "for no matching context key, the condition returns false".
        case .forAllValues: return true
        case .forAnyValue: return false
        // "If the key is not present in the request context, the values do not match and the
        // condition is false. If the policy condition requires that the key is not matched, and
        // the right key is not present, the condition is true."
        case nil: return condition.conditionOperator.comparison.positive.isNegated
        }
    }

    private func holds(_ condition: PolicyCondition, _ found: [String]) -> Bool {
        let (comparison, isNegated) = condition.conditionOperator.comparison.positive
        let comparer = ValueComparer(context: context, version: version)
        // A list of values is "evaluated using a logical OR", for negated operators "using a
        // logical NOR".
        func matches(_ text: String) -> Bool {
            condition.values.contains { comparer.matches(comparison, wanted: $0.text, text) }
                != isNegated
        }
        switch condition.conditionOperator.quantifier {
        case nil: return found.allSatisfy(matches)
        // "If the key values in the request resolve to an empty data set (for example, an empty
        // string)": true for ForAllValues, false for ForAnyValue.
        case .forAllValues: return found.filter { !$0.isEmpty }.allSatisfy(matches)
        case .forAnyValue: return found.filter { !$0.isEmpty }.contains(where: matches)
        }
    }

    /// Null: "use either true (the key doesn't exist — it is null) or false (the key exists and its value
    /// is not null)".
    private func nullHolds(_ condition: PolicyCondition, _ value: ContextEntry.Value?) -> Bool {
        let isNull: Bool
        switch value {
        case nil: isNull = true
        case .one(let text): isNull = text.isEmpty
        case .many(let texts): isNull = texts.allSatisfy(\.isEmpty)
        }
        // With a set operator an absent key decides as it does for other operators. Source: PMapper,
        // tests/test_local_querying.py, whose authors checked it against IAM's simulator.
        switch condition.conditionOperator.quantifier {
        case .forAllValues where isNull: return true
        case .forAnyValue where isNull: return false
        default:
            let wanted = isNull ? "true" : "false"
            return condition.values.contains { $0.text.lowercased() == wanted }
        }
    }
}
