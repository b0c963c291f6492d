import Markup
public import ServiceModel

extension QueryProtocol {
    /// The media type of answers.
    public static let contentType = "text/xml"

    /// The namespace of errors from before dispatch.
    ///
    /// - Source: third-party probes of live STS, 2026-07; responses of IAM quoted in public issues.
    private static let faultNamespace = "http://webservices.amazon.com/AWSFault/2005-15-09"

    /// Writes an operation's output, members in the model's order.
    ///
    /// - Parameters:
    ///   - operation: The operation that ran.
    ///   - output: Its output; members that the model does not know are a programming error, and
    ///     are left out.
    ///   - requestID: The request's id, in the body; the server repeats it in a header field.
    /// - Returns: Status 200 and the document.
    public func success(
        _ operation: Operation,
        _ output: Structure,
        requestID: String
    ) -> WireAnswer {
        var encoder = QueryEncoder(
            model: model,
            tags: tags,
            writer: XMLWriter(capacity: Limits.answerBytes)
        )
        let frame = frames[operation.index]
        encoder.writer.append(frame.opening)
        if !frame.isIDLast {
            encoder.writer.text(requestID)
            encoder.writer.append(frame.middle)
        }
        if let shape = operation.output {
            encoder.members(of: output, model.shapes[shape.index])
        } else {
            assert(output.isEmpty, "\(operation.name) has no output")
        }
        if frame.isIDLast {
            encoder.writer.append(frame.middle)
            encoder.writer.text(requestID)
        }
        encoder.writer.append(frame.ending)
        return WireAnswer(
            status: 200,
            contentType: Self.contentType,
            body: encoder.writer.bytes
        )
    }

    /// Writes an error.
    public func failure(_ error: ServiceError, requestID: String) -> WireAnswer {
        if isEC2 { return failureOfEC2(error, requestID: requestID) }
        var writer = XMLWriter()
        let namespace = error.isBeforeDispatch ? Self.faultNamespace : model.namespace
        writer.open("ErrorResponse", namespace: namespace)
        writer.open("Error")
        writer.element("Type", error.fault == .sender ? "Sender" : "Receiver")
        writer.element("Code", error.code)
        if let message = error.message { writer.element("Message", message) }
        for member in error.members.members {
            guard case .string(let text) = member.value else { continue }
            writer.element(member.name, text)
        }
        writer.close("Error")
        writer.element("RequestId", requestID)
        writer.close("ErrorResponse")
        return WireAnswer(
            status: error.status,
            contentType: Self.contentType,
            body: writer.bytes
        )
    }
}
