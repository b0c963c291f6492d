internal import PolicyEngine
internal import PolicyLanguage

/// A policy of a simulation: compiled, and with the places of its statements.
struct SimulatedPolicy: Sendable {
    let compiled: CompiledPolicy
    let places: [StatementPlace]

    var document: PolicyDocument { compiled.document }

    /// Reads a policy that has been saved.
    init(_ text: String, source: PolicySource) throws(PolicyError) {
        let bytes = Array(text.utf8)
        let document = try PolicyDocument(parsing: bytes)
        compiled = CompiledPolicy(document, source: source)
        places = StatementPlace.places(of: document, in: bytes)
    }

    /// Reads a policy that a request brings; refuses what could not be saved as one of this kind.
    init(_ text: String, as kind: PolicyKind, name: String) throws(PolicyError) {
        let type: PolicySource.Kind = kind.isIdentityBased ? .none : .resource
        try self.init(text, source: PolicySource(type, name: name))
        try document.validate(as: kind, source: Array(text.utf8))
    }
}
