import Markup
import ServiceModel

extension QueryProtocol {
    /// Writes an error as EC2 does.
    ///
    /// - Source: EC2 API Reference, "Error codes for the Amazon EC2 API", example error response.
    func failureOfEC2(_ error: ServiceError, requestID: String) -> WireAnswer {
        var writer = XMLWriter()
        writer.open("Response")
        writer.open("Errors")
        writer.open("Error")
        writer.element("Code", error.code)
        writer.element("Message", error.message ?? "")
        writer.close("Error")
        writer.close("Errors")
        writer.element("RequestID", requestID)
        writer.close("Response")
        return WireAnswer(
            status: error.status,
            contentType: Self.contentType,
            body: writer.bytes
        )
    }
}

/// What EC2 answers to requests that reach no operation.
///
/// - Source: EC2 API Reference, "Error codes for the Amazon EC2 API", client errors.
extension ServiceError {
    static func invalidActionOfEC2(_ action: String) -> ServiceError {
        ServiceError(
            code: "InvalidAction",
            message: "The action \(action) is not valid for this web service."
        )
    }

    static let missingActionOfEC2 = ServiceError(
        code: "MissingAction",
        message: "The request is missing an action or operation parameter."
    )

    static func missingParameterOfEC2(_ name: String) -> ServiceError {
        ServiceError(
            code: "MissingParameter",
            message: "The request must contain the parameter \(name)"
        )
    }
}
