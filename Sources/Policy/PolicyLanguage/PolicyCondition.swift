/// One test of a statement's `Condition` block: an operator, a key, and the values asked for.
public struct PolicyCondition: Sendable, Hashable {
    /// How the request's value is compared.
    public var conditionOperator: ConditionOperator
    /// The key, such as `aws:SourceIp`; case does not matter.
    public var key: String
    /// The values, one of which must match.
    public var values: [ConditionValue]
    /// Whether the values stand in brackets.
    public var isList: Bool

    /// Makes a condition.
    public init(
        _ conditionOperator: ConditionOperator,
        key: String,
        values: [ConditionValue],
        isList: Bool = true
    ) {
        self.conditionOperator = conditionOperator
        self.key = key
        self.values = values
        self.isList = isList
    }
}
