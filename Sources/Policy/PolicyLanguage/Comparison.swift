/// The comparisons of conditions.
///
/// - Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
public enum Comparison: String, Sendable, Hashable, CaseIterable {
    /// Equal texts.
    case stringEquals = "StringEquals"
    /// Not `stringEquals`.
    case stringNotEquals = "StringNotEquals"
    /// Equal texts, case aside.
    case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
    /// Not `stringEqualsIgnoreCase`.
    case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
    /// Texts that fit a pattern with `*` and `?`.
    case stringLike = "StringLike"
    /// Not `stringLike`.
    case stringNotLike = "StringNotLike"
    /// Equal numbers.
    case numericEquals = "NumericEquals"
    /// Not `numericEquals`.
    case numericNotEquals = "NumericNotEquals"
    /// Smaller numbers.
    case numericLessThan = "NumericLessThan"
    /// Smaller or equal numbers.
    case numericLessThanEquals = "NumericLessThanEquals"
    /// Greater numbers.
    case numericGreaterThan = "NumericGreaterThan"
    /// Greater or equal numbers.
    case numericGreaterThanEquals = "NumericGreaterThanEquals"
    /// The same moment.
    case dateEquals = "DateEquals"
    /// Not `dateEquals`.
    case dateNotEquals = "DateNotEquals"
    /// An earlier moment.
    case dateLessThan = "DateLessThan"
    /// An earlier or the same moment.
    case dateLessThanEquals = "DateLessThanEquals"
    /// A later moment.
    case dateGreaterThan = "DateGreaterThan"
    /// A later or the same moment.
    case dateGreaterThanEquals = "DateGreaterThanEquals"
    /// Equal truth values.
    case bool = "Bool"
    /// Equal bytes in base 64.
    case binaryEquals = "BinaryEquals"
    /// An address in a range.
    case ipAddress = "IpAddress"
    /// Not `ipAddress`.
    case notIPAddress = "NotIpAddress"
    /// An ARN that fits a pattern, part by part.
    case arnEquals = "ArnEquals"
    /// The same as `arnEquals`.
    case arnLike = "ArnLike"
    /// Not `arnEquals`.
    case arnNotEquals = "ArnNotEquals"
    /// The same as `arnNotEquals`.
    case arnNotLike = "ArnNotLike"
    /// Whether the key is absent.
    case null = "Null"

    /// The positive comparison and whether this one is its negation.
    public var positive: (comparison: Comparison, isNegated: Bool) {
        switch self {
        case .stringNotEquals: (.stringEquals, true)
        case .stringNotEqualsIgnoreCase: (.stringEqualsIgnoreCase, true)
        case .stringNotLike: (.stringLike, true)
        case .numericNotEquals: (.numericEquals, true)
        case .dateNotEquals: (.dateEquals, true)
        case .notIPAddress: (.ipAddress, true)
        case .arnNotEquals, .arnNotLike: (.arnLike, true)
        case .arnEquals: (.arnLike, false)
        default: (self, false)
        }
    }
}
