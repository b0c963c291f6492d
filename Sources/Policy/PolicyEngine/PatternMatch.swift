/// What comes of holding a text against a pattern.
enum PatternMatch: Sendable {
    case no
    case yes
    /// The pattern has a variable whose key is absent or many-valued, and no default.
    ///
    /// - Source: IAM User Guide, "IAM policy elements: Variables and tags", policy variables with
    ///   no value.
    case unresolved
}
