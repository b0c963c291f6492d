import Markup
import ServiceModel

/// What is answered to requests of the REST protocols that do not reach a service.
extension ServiceError {
    /// `SerializationException` 400: a part of the request does not fit its shape.
    static func serialization(_ message: String) -> ServiceError {
        ServiceError(code: "SerializationException", message: message)
    }

    /// `SerializationException` 400 for a value of another kind.
    ///
    /// - Source: floci-io/floci pull request 2512, with probes of live AWS, for scalars; that a
    ///   scalar is not taken for a structure, the same repository's issue 2537, without the text.
    static func unexpected(_ json: JSONValue, wanted: String) -> ServiceError {
        let found: String
        switch json.kind {
        case .object: return .serialization("Start of structure or map found where not expected.")
        case .array: return .serialization("Start of list found where not expected")
        case .string: found = "STRING_VALUE"
        case .number: found = "NUMBER_VALUE"
        case .boolean: found = json.boolean == true ? "TRUE_VALUE" : "FALSE_VALUE"
        case .null: found = "NULL_VALUE"
        }
        guard wanted.contains(" ") else { return .serialization("Expected \(wanted) or null") }
        return .serialization("\(found) can not be converted to \(wanted)")
    }

    /// `UnknownOperationException` 404: no operation has this method and path.
    static let unknownOperation = ServiceError(
        code: "UnknownOperationException",
        message: nil,
        status: 404
    )
}
