/// Errors that every service shares.
///
/// - Source: IAM API Reference, "Common Errors".
extension ServiceError {
    /// `AccessDenied` 403 with AWS's sentence about who, what and on what.
    public static func accessDenied(_ message: String) -> ServiceError {
        ServiceError(code: "AccessDenied", message: message, status: 403)
    }

    /// `ValidationError` 400.
    public static func validation(_ message: String) -> ServiceError {
        ServiceError(code: "ValidationError", message: message)
    }

    /// `InvalidParameterValue` 400.
    public static func invalidParameterValue(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidParameterValue", message: message)
    }

    /// `InvalidParameterCombination` 400.
    public static func invalidParameterCombination(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidParameterCombination", message: message)
    }

    /// `InternalFailure` 500; says nothing about the cause.
    ///
    /// - Source: IAM API Reference, "Common Errors": InternalFailure.
    public static let internalFailure = ServiceError(
        code: "InternalFailure",
        message: "The request processing has failed because of an unknown error, exception or "
            + "failure.",
        status: 500
    )

    /// `NotImplemented` 501 for an operation of the model that is not there yet.
    ///
    /// AWS has no such answer. Clients do not retry a 501 as they do a 500.
    public static func notImplemented(_ operation: String) -> ServiceError {
        ServiceError(
            code: "NotImplemented",
            message: "The operation \(operation) is not implemented.",
            status: 501
        )
    }

    /// `ValidationError` 400 for an absent member.
    public static func missingMember(_ name: String) -> ServiceError {
        .validation(
            "1 validation error detected: Value null at '\(lowercasedInitial(name))' failed to "
                + "satisfy constraint: Member must not be null"
        )
    }

    private static func lowercasedInitial(_ name: String) -> String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}
