/// What a server answered.
public struct IncomingAnswer: Sendable {
    /// The status, such as 200.
    public var status: Int
    /// The body.
    public var body: [UInt8]
    /// The value of the field that the request wants; nil when there is none.
    public var field: String?

    /// Makes an answer; meant for those who stand in for a server.
    public init(status: Int, body: [UInt8], field: String? = nil) {
        self.status = status
        self.body = body
        self.field = field
    }
}
