/// Why a text is not a document that the reader takes.
public struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reason, fit for operators; clients get their service's `MalformedXML`.
    public let reason: Reason
    /// Bytes before the place.
    public let offset: Int

    /// The kinds of reasons.
    public enum Reason: String, Sendable, Hashable {
        /// The text is longer than allowed.
        case tooLong = "the document is too long"
        /// Elements are nested too deeply.
        case tooDeep = "elements are nested too deeply"
        /// There are too many elements or attributes.
        case tooMany = "there are too many elements or attributes"
        /// Bytes are not UTF-8, or a character is none that XML allows.
        case badCharacter = "a character is not allowed"
        /// A document type, a processing instruction, or another encoding.
        case unsupported = "document types, instructions and other encodings are not read"
        /// A reference is neither to a character nor to one of the five entities.
        case badReference = "a reference is not known"
        /// Markup is broken.
        case badMarkup = "the markup is not well-formed"
        /// A start tag and an end tag do not belong together.
        case mismatchedTag = "an end tag does not match its start tag"
        /// The text ends too early.
        case unexpectedEnd = "the document ends too early"
    }

    /// The reason with its place.
    public var description: String { "\(reason.rawValue), at byte \(offset)" }
}
