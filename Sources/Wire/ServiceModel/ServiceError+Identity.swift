/// The errors of the IAM and STS models that operations throw most; statuses as modelled.
///
/// - Source: botocore, `iam` and `sts` models, exception shapes.
extension ServiceError {
    /// `NoSuchEntity` 404.
    public static func noSuchEntity(_ message: String) -> ServiceError {
        ServiceError(code: "NoSuchEntity", message: message, status: 404)
    }

    /// `EntityAlreadyExists` 409.
    public static func entityAlreadyExists(_ message: String) -> ServiceError {
        ServiceError(code: "EntityAlreadyExists", message: message, status: 409)
    }

    /// `DeleteConflict` 409.
    public static func deleteConflict(_ message: String) -> ServiceError {
        ServiceError(code: "DeleteConflict", message: message, status: 409)
    }

    /// `LimitExceeded` 409.
    public static func limitExceeded(_ message: String) -> ServiceError {
        ServiceError(code: "LimitExceeded", message: message, status: 409)
    }

    /// `ConcurrentModification` 409.
    public static func concurrentModification(_ message: String) -> ServiceError {
        ServiceError(code: "ConcurrentModification", message: message, status: 409)
    }

    /// `UnmodifiableEntity` 400.
    public static func unmodifiableEntity(_ message: String) -> ServiceError {
        ServiceError(code: "UnmodifiableEntity", message: message)
    }

    /// `MalformedPolicyDocument` 400.
    public static func malformedPolicyDocument(_ message: String) -> ServiceError {
        ServiceError(code: "MalformedPolicyDocument", message: message)
    }

    /// `InvalidInput` 400.
    public static func invalidInput(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidInput", message: message)
    }

    /// `PolicyNotAttachable` 400.
    public static func policyNotAttachable(_ message: String) -> ServiceError {
        ServiceError(code: "PolicyNotAttachable", message: message)
    }

    /// `PackedPolicyTooLarge` 400.
    public static func packedPolicyTooLarge(_ message: String) -> ServiceError {
        ServiceError(code: "PackedPolicyTooLarge", message: message)
    }
}
