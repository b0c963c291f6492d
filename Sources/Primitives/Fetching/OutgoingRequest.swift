/// A request to send.
public struct OutgoingRequest: Sendable {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    public var method: String
    /// Where to.
    public var url: String
    /// The header fields, without line breaks.
    public var fields: [(name: String, value: String)]
    /// The name of a field of the answer that is to be told.
    public var wantedField: String?
    /// The body; not sent with `GET`.
    public var body: [UInt8]
    /// Whether it is plain HTTP, which reaches loopback addresses only.
    public var isInsecure: Bool
    /// SHA-1 fingerprints of certificates, 20 bytes each: one that the server shows in its chain is
    /// trusted as well as the authorities.
    public var fingerprints: [[UInt8]] = []
    /// How long the whole exchange may take, in milliseconds; nil for five seconds.
    public var milliseconds: Int?

    /// Makes a request, by default for a document.
    public init(
        method: String = "GET",
        url: String,
        fields: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        isInsecure: Bool = false,
        milliseconds: Int? = nil
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.isInsecure = isInsecure
        self.milliseconds = milliseconds
    }
}
