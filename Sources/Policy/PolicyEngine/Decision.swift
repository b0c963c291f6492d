/// What a decision says.
public enum Decision: String, Sendable, Hashable {
    /// The request may go on.
    case allow = "Allowed"
    /// A statement refuses.
    case explicitDeny = "ExplicitlyDenied"
    /// No statement that would have to grant does.
    case implicitDeny = "ImplicitlyDenied"
}
