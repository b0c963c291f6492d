public import Base
public import HTTPMessage
public import Signature

/// What is known of a request besides who sent it and what it asks for.
public struct RequestEnvironment: Sendable {
    /// The request's id, as in `x-amzn-RequestId`.
    public let requestID: String
    /// When the request came.
    public let now: Timestamp
    /// The peer's address.
    public let sourceIP: IPAddress
    /// Whether the request came over TLS.
    public let isSecure: Bool
    /// The region of the signing scope; `us-east-1` for unsigned requests.
    public let region: String
    /// Whose key signed the request, for those that a certificate's key signs.
    public let certificate: CertificateSignature?
    private let head: RequestHead?

    /// Joins the parts; nil for what does not come as a request.
    public init(
        requestID: String,
        now: Timestamp,
        sourceIP: IPAddress,
        isSecure: Bool,
        region: String,
        head: RequestHead? = nil,
        certificate: CertificateSignature? = nil
    ) {
        self.requestID = requestID
        self.now = now
        self.sourceIP = sourceIP
        self.isSecure = isSecure
        self.region = region
        self.head = head
        self.certificate = certificate
    }

    /// The `User-Agent` header.
    public var userAgent: String? { head?.value("user-agent") }

    /// The `Referer` header.
    public var referer: String? { head?.value("referer") }
}
