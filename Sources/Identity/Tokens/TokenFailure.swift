/// Why a session token was refused.
public enum TokenFailure: Error, Sendable, Hashable {
    /// It does not have the form of a token.
    case malformed
    /// It was sealed under a key that is not here, was altered, or belongs to another access key.
    ///
    /// The three cannot be told apart: the access key id is part of what the seal covers.
    case foreign
    /// The session is over.
    case expired
}
