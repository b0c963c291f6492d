/// What a statement does when it matches.
public enum PolicyEffect: String, Sendable, Hashable {
    /// The statement grants.
    case allow = "Allow"
    /// The statement refuses, whatever else grants.
    case deny = "Deny"
}
