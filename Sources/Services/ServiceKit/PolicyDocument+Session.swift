public import PolicyLanguage

extension PolicyDocument {
    /// Parses a session policy.
    ///
    /// - Throws: `PolicyError` when it is none, or says what session policies may not.
    public init(session text: String) throws(PolicyError) {
        try self.init(parsing: Array(text.utf8))
        try validate(as: .session)
    }
}
