public import Base

/// Where a server listens and what it bears.
public struct HTTPServerConfiguration: Sendable {
    /// The address to listen on.
    public var address: IPAddress
    /// The port; 0 lets the system choose.
    public var port: UInt16
    /// How many threads serve connections.
    public var threads = 1
    /// How many connections may be open; more wait to be taken.
    public var connectionLimit = 2048
    /// How many connections one client address may have; 0 for no limit.
    ///
    /// Half of all, so that one client alone does not keep the others out.
    public var peerLimit = 1024
    /// How many bytes the bodies that are gathered in memory may have together; 503 past it.
    ///
    /// Two dozen of the largest, or some thousand of the usual ones.
    public var collectLimit = 256 << 20
    /// Memory of one connection in bytes, at least 36 KiB: bounds the head (431 past it) and what is
    /// read at once.
    ///
    /// The library clears it for each request, which takes about 1 µs for 64 KiB.
    public var connectionMemory = 36 * 1024
    /// How long a new connection may take to send its first head, in milliseconds.
    public var headMilliseconds: Int64 = 10_000
    /// How long until the next head of a kept connection is there, in milliseconds.
    public var idleMilliseconds: Int64 = 75_000
    /// How long a body or an answer may take besides its bytes at the least rate, in milliseconds.
    public var bodyMilliseconds: Int64 = 20_000
    /// The least rate of a body or an answer in bytes a second.
    public var bodyBytesPerSecond: Int64 = 16 * 1024
    /// How long the rest of a body is read and dropped after an early answer, in milliseconds.
    public var lingerMilliseconds: Int64 = 2_000
    /// Certificate chain and private key as PEM, for TLS 1.2 and 1.3.
    public var tls: (certificate: [UInt8], key: [UInt8])?

    /// Listens on an address with the defaults.
    public init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }
}
