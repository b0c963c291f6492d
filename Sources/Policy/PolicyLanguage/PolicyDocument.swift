/// An IAM policy as it is written: faithful and printable.
///
/// ```swift
/// let document = try PolicyDocument(parsing: Array(text.utf8))
/// try document.validate(as: .managed)
/// let bytes = document.printed()
/// ```
///
/// - Source: IAM User Guide, "Grammar of the IAM JSON policy language".
public struct PolicyDocument: Sendable, Hashable {
    /// The version that the text names; nil when it names none.
    public var writtenVersion: PolicyVersion?
    /// `Id`.
    public var id: String?
    /// The statements, in order.
    public var statements: [PolicyStatement]
    /// Whether the statements stand in brackets.
    public var isList: Bool

    /// Makes a document.
    public init(
        version: PolicyVersion? = .v2012,
        id: String? = nil,
        statements: [PolicyStatement],
        isList: Bool = true
    ) {
        writtenVersion = version
        self.id = id
        self.statements = statements
        self.isList = isList
    }

    /// Reads a text.
    ///
    /// Takes what the grammar takes; what a policy of a given kind may hold is for `validate(as:)`.
    ///
    /// - Throws: `PolicyError` with code `MalformedPolicyDocument` and IAM's message
    ///   `Syntax errors in policy.`, with the place and a detail.
    public init(parsing bytes: [UInt8]) throws(PolicyError) {
        self = try PolicyParser.parse(bytes)
    }

    /// The version that rules: a document that names none has the first.
    public var version: PolicyVersion { writtenVersion ?? .v2008 }
}
