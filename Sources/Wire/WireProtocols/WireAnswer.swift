/// An answer as a protocol writes it; the server makes it an HTTP response.
public struct WireAnswer: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The media type of the body.
    public var contentType: String
    /// The body.
    public var body: [UInt8]
    /// The error's code in a header field of its own; nil for what tells it in the body alone.
    public var errorType: String?

    /// The header field that carries the error's code in the REST protocols.
    ///
    /// - Source: Smithy, "AWS restJson1 protocol", operation error serialization.
    public static let errorTypeField = "x-amzn-ErrorType"

    /// The header field that carries the request's id.
    public static let requestIDField = "x-amzn-RequestId"

    /// The header field that carries what DecodeAuthorizationMessage opens.
    ///
    /// Ours: AWS has it at the end of some services' sentences, and IAM's and STS's stay as they are.
    public static let authorizationMessageField = "x-rolecall-authorization-message"
}
