/// A value that a condition asks for.
///
/// The language wants strings; IAM takes JSON's numbers and Booleans too and reads them as the
/// text that they are spelled with.
public struct ConditionValue: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The spelling in the document.
    public enum Form: Sendable, Hashable {
        /// A string.
        case string
        /// A JSON number.
        case number
        /// `true` or `false` without quotes.
        case boolean
    }

    /// The text that is compared.
    public var text: String
    /// How it is written.
    public var form: Form

    /// Makes a value.
    public init(_ text: String, form: Form = .string) {
        self.text = text
        self.form = form
    }

    /// A string.
    public init(stringLiteral value: String) { self.init(value) }
}
