/// What a server answered.
public struct IncomingAnswer: Sendable {
    /// The status, such as 200.
    public var status: Int
    /// The body.
    public var body: [UInt8]

    /// Makes an answer; meant for those who stand in for a server.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}
