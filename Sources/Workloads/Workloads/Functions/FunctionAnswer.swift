internal import HTTPMessage
internal import Markup

/// The answers of Lambda's two interfaces.
enum FunctionAnswer {
    /// An error of a function, as an object.
    static func error(_ type: String, _ message: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("errorType", type)
        writer.member("errorMessage", message)
        writer.endObject()
        return writer.bytes
    }

    /// An answer with a JSON body.
    static func json(
        _ status: Int,
        _ body: [UInt8],
        _ fields: [(name: String, value: String)] = []
    ) -> Response {
        Response(
            status: status,
            fields: [("Content-Type", "application/json")] + fields,
            body: .bytes(body)
        )
    }

    /// A refusal in the words of the Lambda API.
    ///
    /// - Source: botocore, `lambda` model, Invoke, errors.
    static func refusal(_ status: Int, _ type: String, _ message: String) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("Type", "User")
        writer.member("Message", message)
        writer.endObject()
        return json(status, writer.bytes, [("x-amzn-ErrorType", type)])
    }
}
