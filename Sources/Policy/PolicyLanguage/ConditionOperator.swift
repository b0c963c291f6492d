/// How a condition compares: a comparison, with what may be put before and after its name.
///
/// - Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Creating a
///   condition with multiple keys or values".
public struct ConditionOperator: Sendable, Hashable, CustomStringConvertible {
    /// How the values of a key that has many are taken.
    public enum Quantifier: String, Sendable, Hashable {
        /// Each value of the request must match.
        case forAllValues = "ForAllValues"
        /// One value of the request must match.
        case forAnyValue = "ForAnyValue"
    }

    /// The comparison.
    public var comparison: Comparison
    /// Whether an absent key satisfies the condition.
    public var ifExists: Bool
    /// How many-valued keys are taken, if at all.
    public var quantifier: Quantifier?

    /// Makes an operator.
    public init(_ comparison: Comparison, ifExists: Bool = false, quantifier: Quantifier? = nil) {
        self.comparison = comparison
        self.ifExists = ifExists
        self.quantifier = quantifier
    }

    /// Reads a name; nil for a name that the language does not know.
    public init?(_ name: String) {
        var rest = name[...]
        quantifier = nil
        if let colon = rest.firstIndex(of: ":") {
            guard let quantifier = Quantifier(rawValue: String(rest[..<colon])) else { return nil }
            self.quantifier = quantifier
            rest = rest[rest.index(after: colon)...]
        }
        ifExists = rest.hasSuffix("IfExists")
        if ifExists { rest = rest.dropLast(8) }
        guard let comparison = Comparison(rawValue: String(rest)) else { return nil }
        guard !(ifExists && comparison == .null) else { return nil }
        self.comparison = comparison
    }

    /// The name as policies write it.
    public var description: String {
        let prefix = quantifier.map { $0.rawValue + ":" } ?? ""
        return prefix + comparison.rawValue + (ifExists ? "IfExists" : "")
    }
}
