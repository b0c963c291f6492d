internal import ServiceModel

/// EKS's errors; the texts are ours where public issues do not quote AWS's.
///
/// - Source: botocore, `eks` model, exception shapes.
extension ServiceError {
    /// `InvalidParameterException` 400.
    static func invalidParameter(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidParameterException", message: message)
    }

    /// `ResourceNotFoundException` 404.
    static func noAssociation(_ id: String) -> ServiceError {
        ServiceError(
            code: "ResourceNotFoundException",
            message: "No pod identity association found for id: \(id)",
            status: 404
        )
    }

    /// `ResourceInUseException` 409.
    static func associationExists(_ id: String) -> ServiceError {
        ServiceError(
            code: "ResourceInUseException",
            message: "Association already exists: \(id)",
            status: 409
        )
    }
}
