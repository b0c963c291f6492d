internal import ServiceModel

/// EKS's errors.
///
/// - Source: botocore, `eks` and `eks-auth` models; the sentences as observed where a source stands.
extension ServiceError {
    /// `ResourceNotFoundException` 404.
    static func notFound(_ message: String) -> ServiceError {
        ServiceError(code: "ResourceNotFoundException", message: message, status: 404)
    }

    /// `ResourceNotFoundException` 404 for a cluster.
    ///
    /// - Source: answers of EKS in public issues, such as eksctl-io/eksctl#1849.
    static func noCluster(_ name: String) -> ServiceError {
        .notFound("No cluster found for name: \(name).")
    }

    /// `InvalidParameterException` 400.
    static func invalidParameter(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidParameterException", message: message)
    }

    /// `InvalidTokenException` 400.
    static func invalidToken(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidTokenException", message: message)
    }

    /// `InvalidRequestException` 400.
    static func invalidRequest(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidRequestException", message: message)
    }

    /// `ResourceLimitExceededException` 400.
    static let tooManyAssociations = ServiceError(
        code: "ResourceLimitExceededException",
        message: "The cluster has as many pod identity associations as it may have."
    )

    /// `ResourceInUseException` 409.
    ///
    /// - Source: eksctl-io/eksctl#7753.
    static func inUse(_ id: String) -> ServiceError {
        ServiceError(
            code: "ResourceInUseException",
            message: "Association already exists: \(id)",
            status: 409
        )
    }
}
