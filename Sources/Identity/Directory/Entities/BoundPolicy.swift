public import PolicyLanguage
public import Store

/// A trust or resource policy whose users and roles are bound to unique ids.
///
/// A deleted and re-created user or role is a stranger: the id that the policy means is gone. The
/// text is kept as it was given, and what its principals mean is kept beside it.
///
/// - Source: IAM User Guide, "AWS JSON policy elements: Principal", IAM role principals: the ARN is
///   transformed to the unique id when the policy is saved, and back for display.
public struct BoundPolicy: Hashable, Sendable {
    /// A principal as the policy writes it, and what it means.
    public struct Binding: Hashable, Sendable {
        /// The ARN, or the unique id, as written.
        public let written: String
        /// The unique id, `AIDA…` or `AROA…`.
        public let id: String
    }

    /// The policy as it was given.
    public let text: String
    /// The users and roles that it names, each once.
    public let bindings: [Binding]

    /// A policy that names no user or role.
    public init(text: String) {
        self.text = text
        bindings = []
    }

    init(text: String, bindings: [Binding]) {
        self.text = text
        self.bindings = bindings
    }

    /// The document to decide by: unique ids in place of the ARNs that are bound.
    public func document() throws(PolicyError) -> PolicyDocument {
        let document = try PolicyDocument(parsing: Array(text.utf8))
        guard !bindings.isEmpty else { return document }
        return document.mapPrincipals { written in id(of: written) ?? written }
    }

    private func id(of written: String) -> String? {
        bindings.first { $0.written == written }?.id
    }
}

extension BoundPolicy {
    /// Reads a policy.
    public init(_ record: RecordReader) throws(StoreError) {
        text = try record.text(1)
        var bindings: [Binding] = []
        for inner in try record.records(2) {
            bindings.append(Binding(written: try inner.text(1), id: try inner.text(2)))
        }
        self.bindings = bindings
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, text)
        for binding in bindings {
            record.put(
                2,
                record: { inner in
                    inner.put(1, binding.written)
                    inner.put(2, binding.id)
                }
            )
        }
    }
}
