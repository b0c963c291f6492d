public import PolicyLanguage

/// A policy made ready for decisions: patterns, addresses, dates and numbers are read once.
///
/// Compile a version of a policy once and share it between all principals that it is attached to.
public final class CompiledPolicy: Sendable {
    /// The document, for explanations.
    public let document: PolicyDocument
    /// Where it comes from.
    public let source: PolicySource
    let rules: CompiledRules

    /// Compiles a document.
    public init(_ document: PolicyDocument, source: PolicySource = PolicySource()) {
        self.document = document
        self.source = source
        rules = CompiledRules(document)
    }
}
