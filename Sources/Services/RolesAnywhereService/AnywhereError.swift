internal import Directory
internal import ServiceModel

/// The errors of IAM Roles Anywhere.
///
/// - Source: botocore, `rolesanywhere` model; the sentences are ours but where a source stands.
enum AnywhereError {
    /// `ResourceNotFoundException` 404.
    static func notFound(_ arn: String) -> ServiceError {
        ServiceError(
            code: "ResourceNotFoundException",
            message: "The resource does not exist: \(arn)",
            status: 404
        )
    }

    /// `ValidationException` 400 for a quota that is used up: the model knows no other error for it.
    static func limitExceeded(_ kind: AnywhereKind) -> ServiceError {
        .validation("The quota of resources of type \(kind.rawValue) is used up.")
    }

    /// `AccessDeniedException` 403 for a certificate that leads to no trust anchor in force.
    ///
    /// - Source: aws/rolesanywhere-credential-helper issue 108.
    static let untrusted = ServiceError.accessDenied("Untrusted signing certificate")

    /// `AccessDeniedException` 403 for a role.
    ///
    /// - Source: aws/rolesanywhere-credential-helper issue 77.
    static func noRole(_ arn: String, _ more: String = "") -> ServiceError {
        .accessDenied("Unable to assume role for \(arn)" + more)
    }
}
