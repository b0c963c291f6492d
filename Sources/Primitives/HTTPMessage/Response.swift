/// What goes back to the client.
public struct Response: Sendable {
    /// The bytes of an answer, or where they are.
    public enum Body: Sendable {
        /// These bytes.
        case bytes([UInt8])
        /// A part of an open file; the server closes the descriptor when the answer is sent.
        case file(descriptor: Int32, offset: Int64, length: Int64)
        /// No bytes, but `Content-Length` says this many, as an answer to HEAD does.
        case none(contentLength: Int64)
    }

    /// The status code.
    public var status: Int
    /// Header fields in order; `Content-Length`, `Date` and `Connection` are the server's to add.
    public var fields: [(name: String, value: String)]
    /// The body.
    public var body: Body
    /// Whether the connection is closed after the answer.
    public var closesConnection = false
    /// How many routers what is sent on the connection from this answer on may pass; nil for any.
    public var hopLimit: UInt8?

    /// Builds an answer.
    public init(status: Int, fields: [(name: String, value: String)] = [], body: Body = .bytes([]))
    {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
