/// Why a web identity token is refused.
public enum TokenProblem: Error, Hashable, Sendable {
    /// It is no JSON Web Token in compact form, or one of its parts is not as it must be.
    case malformed
    /// It is signed by an algorithm that is not taken, or not signed at all.
    case unsupportedAlgorithm
    /// Its header wants something that is not done, brings a key along, or names none.
    case unsupportedHeader
    /// A claim that must be there is not.
    case missing(String)
    /// A claim has another type than it must have, or is too long.
    case claim(String)
    /// Its time is over; when that was, in seconds since 1970.
    case expired(at: Int64)
    /// Its time has not come.
    case notYetValid
}
