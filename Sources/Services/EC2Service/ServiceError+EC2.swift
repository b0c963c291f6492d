internal import ServiceModel

/// EC2's errors.
///
/// - Source: EC2 API Reference, "Error codes for the Amazon EC2 API"; the texts as answers quoted in
///   public issues of Terraform's provider, the AWS CLI and Packer have them.
extension ServiceError {
    /// `UnauthorizedOperation` 403 for the gate's denial.
    ///
    /// Actions on no resource in particular tell neither it nor the encoded message.
    static func unauthorizedOperation(_ denial: ServiceError) -> ServiceError {
        guard denial.code == "AccessDenied", let sentence = denial.message else { return denial }
        var error = denial
        error.code = "UnauthorizedOperation"
        let parts = sentence.split(separator: " on resource: * ", maxSplits: 1)
        error.message =
            "You are not authorized to perform this operation. " + parts.joined(separator: " ")
        if parts.count == 1, let message = denial.authorizationMessage {
            error.message? += ". Encoded authorization failure message: \(message)"
        }
        return error
    }

    /// `DryRunOperation` 412: the request would have succeeded.
    static let dryRunOperation = ServiceError(
        code: "DryRunOperation",
        message: "Request would have succeeded, but DryRun flag is set.",
        status: 412
    )

    /// `MissingParameter` 400.
    static func missingParameter(_ name: String) -> ServiceError {
        ServiceError(
            code: "MissingParameter",
            message: "The request must contain the parameter \(name)"
        )
    }

    /// `InvalidParameterValue` 400 for a value that is none of those that are allowed.
    static func invalidValue(_ value: String, for name: String) -> ServiceError {
        .invalidParameterValue("Invalid value '\(value)' for \(name).")
    }

    /// `InvalidInstanceID.NotFound` 400.
    static func noInstances(_ ids: [String]) -> ServiceError {
        let list = ids.joined(separator: ", ")
        return ServiceError(
            code: "InvalidInstanceID.NotFound",
            message: ids.count == 1
                ? "The instance ID '\(list)' does not exist"
                : "The instance IDs '\(list)' do not exist"
        )
    }

    /// `InvalidInstanceID.Malformed` 400.
    static func malformedInstanceID(_ id: String) -> ServiceError {
        ServiceError(code: "InvalidInstanceID.Malformed", message: "Invalid id: \"\(id)\"")
    }

    /// `IncorrectState` 400.
    static func incorrectState(_ message: String) -> ServiceError {
        ServiceError(code: "IncorrectState", message: message)
    }

    /// `IncorrectInstanceState` 400: the instance was terminated.
    static func terminated(_ id: String) -> ServiceError {
        ServiceError(
            code: "IncorrectInstanceState",
            message: "The instance '\(id)' is not in a state from which it can be modified."
        )
    }

    /// `InvalidAssociationID.NotFound` 400.
    static func noAssociation(_ id: String) -> ServiceError {
        ServiceError(
            code: "InvalidAssociationID.NotFound",
            message: "The association ID '\(id)' does not exist"
        )
    }
}
