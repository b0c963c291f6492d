import Markup

extension PolicyParser {
    static func statement(_ value: JSONValue) throws(PolicyError) -> PolicyStatement {
        guard value.kind == .object else { throw fault(value, "a statement is an object") }
        var statement = PolicyStatement(effect: .deny, range: value.range)
        var hasEffect = false
        for (key, member) in value.members {
            if key.equals("Effect") {
                hasEffect = true
                statement.effect = try effect(member)
            } else if key.equals("Sid") {
                statement.sid = try text(member)
            } else if key.equals("Action") || key.equals("NotAction") {
                guard statement.action == nil else { throw fault(key, "a second action element") }
                statement.action = StatementElement(
                    try list(member),
                    isNegated: key.equals("NotAction")
                )
            } else if key.equals("Resource") || key.equals("NotResource") {
                guard statement.resource == nil else {
                    throw fault(key, "a second resource element")
                }
                statement.resource = StatementElement(
                    try list(member),
                    isNegated: key.equals("NotResource")
                )
            } else if key.equals("Principal") || key.equals("NotPrincipal") {
                guard statement.principal == nil else {
                    throw fault(key, "a second principal element")
                }
                statement.principal = PrincipalElement(
                    try principals(member),
                    isNegated: key.equals("NotPrincipal")
                )
            } else if key.equals("Condition") {
                statement.conditions = try conditions(member)
            } else {
                throw fault(key, "unknown element")
            }
        }
        guard hasEffect else { throw fault(value, "Effect is missing") }
        return statement
    }

    private static func effect(_ value: JSONValue) throws(PolicyError) -> PolicyEffect {
        if value.equals("Allow") { return .allow }
        if value.equals("Deny") { return .deny }
        throw fault(value, "Effect is Allow or Deny")
    }

    private static func principals(
        _ value: JSONValue
    ) throws(PolicyError) -> PrincipalElement.Form {
        if value.equals("*") { return .everyone }
        guard value.kind == .object, value.count > 0 else {
            throw fault(value, "a principal is \"*\" or an object")
        }
        var groups: [PrincipalElement.Group] = []
        for (key, member) in value.members {
            guard let kind = PrincipalElement.Kind(rawValue: try text(key)) else {
                throw fault(key, "unknown kind of principal")
            }
            groups.append(PrincipalElement.Group(kind, try list(member)))
        }
        return .groups(groups)
    }

    private static func conditions(_ value: JSONValue) throws(PolicyError) -> [PolicyCondition] {
        guard value.kind == .object else { throw fault(value, "Condition is an object") }
        var out: [PolicyCondition] = []
        for (name, block) in value.members {
            guard let conditionOperator = ConditionOperator(try text(name)) else {
                throw fault(name, "unknown condition operator")
            }
            guard block.kind == .object else { throw fault(block, "an operator takes an object") }
            for (key, member) in block.members {
                out.append(try condition(conditionOperator, key, member))
            }
        }
        return out
    }

    private static func condition(
        _ conditionOperator: ConditionOperator,
        _ key: JSONValue,
        _ value: JSONValue
    ) throws(PolicyError) -> PolicyCondition {
        let name = try text(key)
        guard value.kind == .array else {
            return PolicyCondition(
                conditionOperator,
                key: name,
                values: [try conditionValue(value)],
                isList: false
            )
        }
        var values: [ConditionValue] = []
        values.reserveCapacity(value.count)
        for element in value.elements { values.append(try conditionValue(element)) }
        return PolicyCondition(conditionOperator, key: name, values: values)
    }

    private static func conditionValue(_ value: JSONValue) throws(PolicyError) -> ConditionValue {
        if let text = value.string { return ConditionValue(text) }
        if let number = value.number { return ConditionValue(number, form: .number) }
        if let truth = value.boolean {
            return ConditionValue(truth ? "true" : "false", form: .boolean)
        }
        throw fault(value, "a condition compares with texts")
    }
}
