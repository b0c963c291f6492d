/// Why the keys of an issuer are not at hand.
public enum KeyProblem: Error, Hashable, Sendable {
    /// The issuer does not answer, or too many wait for it.
    case unreachable
    /// The certificate of the issuer's server is not trusted.
    case untrusted
    /// What it answers is not what it must be.
    case unusable
    /// It has no key of that name.
    case unknownKey
}
