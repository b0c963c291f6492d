/// The bounds that the server sets by itself; those of an installation are in
/// `HTTPServerConfiguration`.
enum Limits {
    /// The longest body, in bytes, that is read and dropped so that a connection can be kept.
    ///
    /// 64 KiB: what a client has mostly sent before it could see an early answer.
    static let droppedBody: Int64 = 64 * 1024

    /// The most memory, in bytes, set aside for a body before its first byte has come.
    ///
    /// 64 KiB: so much that nearly all requests fit, and so little that as many connections as there
    /// may be cannot use up what all bodies may have, without sending any.
    static let firstReservation: Int64 = 64 * 1024

    /// The least memory of a connection in bytes.
    ///
    /// More than 32 KiB, so that libmicrohttpd takes it zeroed from the system, as the guard needs.
    static let leastConnectionMemory = 36 * 1024
}
