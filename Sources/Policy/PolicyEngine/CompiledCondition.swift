import PolicyLanguage

/// A condition with its values read.
struct CompiledCondition: Sendable {
    /// The positive comparison.
    var comparison: Comparison
    var isNegated: Bool
    var ifExists: Bool
    var quantifier: ConditionOperator.Quantifier?
    var keyHash: UInt64
    var key: Slice
    /// Values in the array of the comparison's family; those that cannot be read are left out,
    /// since they match nothing.
    var values: Slice
}
