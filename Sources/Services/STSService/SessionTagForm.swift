/// What session tags look like that do not come as parameters, which the model checks.
///
/// - Source: botocore, `sts` model, `tagKeyType`, `tagValueType` and `tagListType`.
enum SessionTagForm {
    /// The most tags of a session.
    static let limit = 50

    /// Whether a text can be a key.
    static func isKey(_ text: String) -> Bool {
        (1...128).contains(text.unicodeScalars.count) && text.unicodeScalars.allSatisfy(isAllowed)
    }

    /// Whether a text can be a value.
    static func isValue(_ text: String) -> Bool {
        text.unicodeScalars.count <= 256 && text.unicodeScalars.allSatisfy(isAllowed)
    }

    /// A letter, separator or digit of any script, or one of a few signs.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .spaceSeparator, .lineSeparator, .paragraphSeparator, .decimalNumber, .letterNumber,
            .otherNumber:
            true
        default: "_.:/=+-@".unicodeScalars.contains(scalar)
        }
    }
}
