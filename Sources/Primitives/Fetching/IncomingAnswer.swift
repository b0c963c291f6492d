/// What a server answered.
public struct IncomingAnswer: Sendable {
    /// The status, such as 200.
    public var status: Int
    /// The body.
    public var body: [UInt8]
}
