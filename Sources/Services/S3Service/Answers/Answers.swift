import HTTPMessage

/// Builds the answers to one request: what all of them carry, and the form of errors.
struct Answers: Sendable {
    /// The request's id, in `x-amz-request-id`.
    let requestID: String
    /// In `x-amz-id-2`.
    let hostID: String
    /// The path, for errors.
    let resource: String
    /// Whether answers have no body.
    let isHead: Bool

    /// An answer without a body.
    func empty(
        _ status: Int,
        fields: [(name: String, value: String)] = []
    ) -> Response {
        Response(status: status, fields: identity + fields)
    }

    /// An answer with a body.
    func body(
        _ status: Int,
        fields: [(name: String, value: String)],
        _ body: Response.Body
    ) -> Response {
        Response(status: status, fields: identity + fields, body: body)
    }

    /// An answer with an XML document.
    func xml(
        _ document: consuming XMLAnswer,
        status: Int = 200,
        fields: [(name: String, value: String)] = []
    ) -> Response {
        Response(
            status: status,
            fields: identity + [("Content-Type", "application/xml")] + fields,
            body: .bytes(document.finished())
        )
    }

    /// An error, without a body where the method or the status allows none.
    ///
    /// - Source: S3 API Reference, "Error responses", "REST error responses".
    func error(_ error: S3Error) -> Response {
        guard !isHead, error.status != 304 else {
            return Response(
                status: error.status,
                fields: identity,
                body: .none(contentLength: 0)
            )
        }
        var document = XMLAnswer("Error", hasNamespace: false)
        document.text("Code", error.code)
        document.text("Message", error.message)
        for detail in error.details { document.text(detail.name, detail.value) }
        document.text("Resource", resource)
        document.text("RequestId", requestID)
        document.text("HostId", hostID)
        return xml(document, status: error.status)
    }

    /// The answer to whatever a body threw: S3's own errors, or `InternalError`.
    func error(_ error: any Error) -> Response {
        self.error((error as? S3Error) ?? .internalError)
    }

    private var identity: [(name: String, value: String)] {
        [("x-amz-request-id", requestID), ("x-amz-id-2", hostID)]
    }
}
