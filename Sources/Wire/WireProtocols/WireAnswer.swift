/// An answer as a protocol writes it; the server makes it an HTTP response.
public struct WireAnswer: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The media type of the body.
    public var contentType: String
    /// The body.
    public var body: [UInt8]

    /// What `errorTypeField` carries; nil for what is no error, and in the Query protocol.
    public var errorType: String?

    /// The header field that carries an error's code in the REST protocols.
    public static let errorTypeField = "x-amzn-ErrorType"

    /// The header field that carries the request's id.
    public static let requestIDField = "x-amzn-RequestId"

    /// The header field that carries what DecodeAuthorizationMessage opens.
    ///
    /// Ours: AWS has it at the end of some services' sentences, and IAM's and STS's stay as they are.
    public static let authorizationMessageField = "x-rolecall-authorization-message"
}
