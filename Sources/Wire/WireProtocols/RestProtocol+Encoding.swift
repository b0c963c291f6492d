internal import Markup
public import ServiceModel

extension RestProtocol {
    /// The media type of answers.
    public static let contentType = "application/json"

    /// Writes an operation's output, with the status that the model gives.
    public func success(_ operation: Operation, _ output: Structure) -> WireAnswer {
        var encoder = RestEncoder(model: model, writer: JSONWriter(capacity: 512))
        if let shape = operation.output {
            encoder.structure(output, model.shapes[shape.index])
        } else {
            assert(output.isEmpty, "\(operation.name) has no output")
            encoder.writer.beginObject()
            encoder.writer.endObject()
        }
        return WireAnswer(
            status: operation.http?.status ?? 200,
            contentType: Self.contentType,
            body: encoder.writer.bytes
        )
    }

    /// Writes an error, under the name that services of this protocol have for it.
    public func failure(_ error: ServiceError) -> WireAnswer {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("message", error.message)
        for member in error.members.members {
            guard case .string(let text) = member.value else { continue }
            writer.member(member.name, text)
        }
        writer.endObject()
        var answer = WireAnswer(
            status: error.status,
            contentType: Self.contentType,
            body: writer.bytes
        )
        answer.errorType = code(of: error)
        return answer
    }

    /// The code of an error; what all services share is named differently in this protocol.
    ///
    /// - Source: botocore, the models' errors.
    public func code(of error: ServiceError) -> String {
        switch error.code {
        case "AccessDenied": "AccessDeniedException"
        case "ValidationError":
            model.errorShape(named: "ValidationException")?.code ?? "InvalidParameterException"
        case "InternalFailure":
            (model.errorShape(named: "InternalServerException")
                ?? model.errorShape(named: "ServerException"))?.code ?? "InternalFailure"
        default: error.code
        }
    }
}
