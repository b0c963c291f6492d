/// What a server runs: it is asked once for each request head, then gets the body as it wished.
///
/// - Important: Called on the server's connection threads; it must not wait for anything slow.
public protocol Application: Sendable {
    /// Decides, with the head complete and no byte of the body read, what becomes of the request.
    func receive(_ head: RequestHead) -> Reception
}

/// How an application wants a request's body.
public enum Reception: Sendable {
    /// Answer at once; an unread body is dropped and the connection closed.
    case answer(Response)
    /// Gather the body in memory up to a limit in bytes (over it: 413, empty), then call.
    case collect(limit: Int, then: @Sendable ([UInt8], any Responder) -> Void)
    /// Hand the body on piece by piece.
    case stream(any BodySink)
}

/// Where an answer goes; used exactly once, from any thread, during the call or later.
public protocol Responder: Sendable {
    /// Sends the answer.
    func respond(_ response: Response)
}

/// Takes a streamed body; called by one thread at a time.
public protocol BodySink: Sendable {
    /// Takes the next bytes. A returned answer ends the request early and closes the connection.
    func receive(_ bytes: borrowing Span<UInt8>) -> Response?
    /// The body is complete: answer.
    func finish(_ responder: any Responder)
    /// The client went away or broke the framing; nothing can be answered.
    func abandon()
}
