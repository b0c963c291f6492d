internal import Base
internal import ServiceModel
internal import WebIdentity

/// How AssumeRoleWithWebIdentity refuses.
///
/// - Source: botocore, `sts` model (codes); the texts as quoted from AWS in public reports, spaces
///   included. `Docs/compatibility.md`, "Web identity", lists those that are ours.
enum WebIdentityRefusal {
    static let denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity"

    static func invalid(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidIdentityToken", message: message)
    }

    static func rejected(_ message: String) -> ServiceError {
        ServiceError(code: "IDPRejectedClaim", message: message, status: 403)
    }

    static func notToken(_ problem: TokenProblem, now: Timestamp) -> ServiceError {
        switch problem {
        case .malformed:
            return invalid(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an "
                    + "Access Token)"
            )
        case .unsupportedAlgorithm:
            return invalid("The signature algorithm of the token is not supported")
        case .unsupportedHeader: return invalid("The header of the token is not supported")
        case .missing(let name): return invalid("Missing a required claim: \(name)")
        case .claim(let name): return invalid("Invalid value of claim: \(name)")
        case .expired(let moment):
            return ServiceError(
                code: "ExpiredTokenException",
                message: "Token expired: current date/time \(now.seconds) must be before the "
                    + "expiration date/time\(moment)"
            )
        case .notYetValid: return invalid("Token is not yet valid")
        }
    }

    static func noKey(_ problem: KeyProblem) -> ServiceError {
        switch problem {
        case .unreachable:
            ServiceError(
                code: "IDPCommunicationError",
                message: "Failed to communicate with the identity provider"
            )
        case .untrusted:
            invalid(
                "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"
            )
        case .unusable, .unknownKey:
            invalid(
                "Couldn't retrieve verification key from your identity provider,  please reference "
                    + "AssumeRoleWithWebIdentity documentation for requirements"
            )
        }
    }
}
