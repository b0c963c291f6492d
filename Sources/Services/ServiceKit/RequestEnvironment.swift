public import Base

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
    /// The `User-Agent` header.
    public let userAgent: String?
    /// The `Referer` header.
    public let referer: String?

    /// Joins the parts.
    public init(
        requestID: String,
        now: Timestamp,
        sourceIP: IPAddress,
        isSecure: Bool,
        region: String,
        userAgent: String? = nil,
        referer: String? = nil
    ) {
        self.requestID = requestID
        self.now = now
        self.sourceIP = sourceIP
        self.isSecure = isSecure
        self.region = region
        self.userAgent = userAgent
        self.referer = referer
    }
}
