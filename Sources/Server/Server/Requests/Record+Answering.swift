internal import HTTPMessage
internal import WireProtocols

extension Record {
    /// Sends an answer, and records it.
    func answer(_ answer: WireAnswer, code: String = "", to responder: any Responder) {
        var fields: [(name: String, value: String)] = [
            (WireAnswer.requestIDField, id), ("Content-Type", answer.contentType),
        ]
        if let type = answer.errorType { fields.append((WireAnswer.errorTypeField, type)) }
        if !authorizationMessage.isEmpty {
            fields.append((WireAnswer.authorizationMessageField, authorizationMessage))
        }
        responder.respond(
            Response(status: answer.status, fields: fields, body: .bytes(answer.body))
        )
        finish(status: answer.status, code: code)
    }
}
