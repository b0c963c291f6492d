import ServiceModel

/// What is answered to requests that do not reach a service.
extension ServiceError {
    /// `MalformedQueryString` 404: a broken escape, bytes that are no UTF-8, or too much of it.
    ///
    /// - Source: IAM API Reference, "Common Errors": MalformedQueryString.
    static let malformedQueryString = ServiceError(
        code: "MalformedQueryString",
        message: "The query string contains a syntax error.",
        status: 404,
        isBeforeDispatch: true
    )

    /// `MissingAction` 400.
    ///
    /// Live AWS has been seen to send browsers from here to a web page (302); the documented
    /// answer is more use to a client.
    ///
    /// - Source: IAM API Reference, "Common Errors": MissingAction.
    static let missingAction = ServiceError(
        code: "MissingAction",
        message: "The request is missing an action or a required parameter.",
        status: 400,
        isBeforeDispatch: true
    )

    /// `InvalidAction` 400.
    ///
    /// - Source: answers of IAM as quoted in fog/fog-aws issue 368 and of SES in aws/aws-cli
    ///   issue 37; the texts for absent versions, and that the first of several counts:
    ///   third-party probes of live STS, 2026-07.
    static func invalidAction(_ action: String, version: String?) -> ServiceError {
        let version = version ?? "NO_VERSION_SPECIFIED"
        return ServiceError(
            code: "InvalidAction",
            message: "Could not find operation \(action) for version \(version)",
            status: 400,
            isBeforeDispatch: true
        )
    }

    /// `MalformedInput` 400: a parameter does not fit its shape.
    ///
    /// - Source: third-party probes of live STS, 2026-07, for numbers (without a message, or
    ///   "missing value for decimal type"); boto/boto issue 37 and lineofflight/peddler issue 48
    ///   for the texts about lists and structures, from services with the same front end.
    static func malformedInput(_ message: String? = nil) -> ServiceError {
        ServiceError(code: "MalformedInput", message: message)
    }
}
