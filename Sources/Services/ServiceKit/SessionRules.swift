internal import Tokens
public import ServiceModel

/// What each kind of temporary credentials may not call, whatever its policies say.
///
/// - Source: IAM User Guide, "Compare AWS STS credentials"; STS API Reference, GetSessionToken and
///   GetFederationToken. Rolecall's own service gives keys of roles, as STS does.
public enum SessionRules {
    /// The longest life of a session that a role session asked for, in seconds: one hour.
    ///
    /// - Source: IAM User Guide, "Roles terms and concepts", role chaining.
    public static let chainedSeconds = 3600

    /// Refuses a call that the caller's kind of session rules out.
    public static func check(
        _ caller: Caller,
        service: String,
        operation: String
    ) throws(ServiceError) {
        guard let session = caller.session else { return }
        switch (session.subject, service) {
        case (.user, "iam"), (.root, "iam"):
            guard session.mfaAuthenticatedAt == nil else { return }
            throw invalidToken
        case (.federatedUser, "iam"):
            throw invalidToken
        case (.user, "sts"), (.root, "sts"):
            guard !["AssumeRole", "GetCallerIdentity"].contains(operation) else { return }
            throw refusal(operation)
        case (.federatedUser, "rolecall"): throw refusal(operation)
        case (.federatedUser, "sts"):
            guard operation != "GetCallerIdentity" else { return }
            throw refusal(operation)
        case (.assumedRole, "sts"):
            guard ["GetFederationToken", "GetSessionToken"].contains(operation) else { return }
            throw refusal(operation)
        default: return
        }
    }

    private static var invalidToken: ServiceError {
        ServiceError(
            code: "InvalidClientTokenId",
            message: "The security token included in the request is invalid",
            status: 403
        )
    }

    private static func refusal(_ operation: String) -> ServiceError {
        .accessDenied("Cannot call \(operation) with session credentials")
    }
}
