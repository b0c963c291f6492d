internal import PolicyLanguage
internal import ServiceModel

/// Why a simulation is refused: `InvalidInput` 400 in all cases.
///
/// - Source: botocore, `iam` model, SimulateCustomPolicy; texts of the live service where named.
extension ServiceError {
    /// - Source: amazon-ecs-exec-checker issue 35.
    static func simulatedResource(_ name: String) -> ServiceError {
        .invalidInput("ResourceNames are not in a valid ARN format: \(name).")
    }

    /// Wildcards are not taken, and a service is needed; the live text is not known.
    ///
    /// - Source: IAM API Reference, SimulateCustomPolicy, `ActionNames`.
    static func simulatedAction(_ name: String) -> ServiceError {
        .invalidInput("ActionNames are not in a valid format: \(name).")
    }

    /// - Source: boto/botocore issue 1346.
    static func simulatedOwner(_ text: String) -> ServiceError {
        .invalidInput("'\(text)' is not a valid as a Resource Owner.")
    }

    /// - Source: ScottLogic/blog, "Automated IAM policy simulator testing".
    static let simulatedCaller = ServiceError.invalidInput(
        "Invalid caller - Caller must be an IAM user in this context."
    )

    /// - Source: newrelic/newrelic-lambda-cli, troubleshooting, and issue 96.
    static func simulatedEntity(_ arn: String) -> ServiceError {
        .invalidInput("Invalid Entity Arn: \(arn) does not clearly define entity type and name.")
    }

    /// A policy that could not be saved.
    static func simulatedPolicy(_ error: PolicyError) -> ServiceError {
        .invalidInput(error.message)
    }

    /// Runs a body that reads policies.
    static func readingPolicies<Output>(
        _ body: () throws(PolicyError) -> Output
    ) throws(ServiceError) -> Output {
        do { return try body() } catch { throw .simulatedPolicy(error) }
    }
}
