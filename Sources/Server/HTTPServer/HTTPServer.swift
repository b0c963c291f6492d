internal import Base
internal import CMicroHTTPD
private import Glibc
public import HTTPMessage

/// An HTTP/1.1 server: libmicrohttpd behind a strict guard, which knows nothing of AWS.
///
/// - Source: RFC 9112; `Docs/decisions/0002-http-server.md`.
@safe public final class HTTPServer: Sendable {
    // SAFETY: the C server is made for calls from any thread; it is used until `stop`, once.
    private nonisolated(unsafe) let server: OpaquePointer
    /// Retained for the C server until `stop`.
    private let host: Unmanaged<Host>

    /// The port that the server listens on.
    public let port: UInt16

    /// What the C callbacks are given.
    final class Host: Sendable {
        let application: any Application
        let isSecure: Bool

        init(_ application: any Application, isSecure: Bool) {
            self.application = application
            self.isSecure = isSecure
        }
    }

    /// Starts listening; requests may come before this returns.
    public init(
        _ configuration: HTTPServerConfiguration, application: any Application
    ) throws(HTTPServerError) {
        var options = unsafe Self.options(configuration)
        let host = unsafe Unmanaged.passRetained(
            Host(application, isSecure: configuration.tls != nil))
        var callbacks = unsafe http_callbacks(
            begin: Exchange.begin, body: Exchange.body, end: Exchange.end, forget: Exchange.forget)
        let certificate = configuration.tls.map { $0.certificate + [0] }
        let key = configuration.tls.map { $0.key + [0] }
        let started = unsafe Self.withText(certificate) { certificate in
            unsafe Self.withText(key) { key in
                unsafe options.certificate = certificate
                unsafe options.key = key
                return unsafe http_start(&options, &callbacks, host.toOpaque())
            }
        }
        guard let server = unsafe started else {
            unsafe host.release()
            throw .cannotListen(
                "\(configuration.address) port \(configuration.port): "
                    + (unsafe String(cString: strerror(errno))))
        }
        unsafe self.server = server
        unsafe self.host = host
        port = unsafe http_port(server)
    }

    /// Takes no more connections, lets the requests under way be answered, and ends.
    ///
    /// - Parameter graceMilliseconds: How long to wait for requests under way.
    /// - Returns: Whether all were answered; if not, the threads are left to the process's end.
    @discardableResult
    public func stop(graceMilliseconds: Int) -> Bool {
        unsafe http_quiesce(server)
        var waited = 0
        while unsafe http_busy(server) > 0, waited < graceMilliseconds {
            usleep(2000)
            waited += 2
        }
        guard unsafe http_busy(server) == 0 else { return false }
        unsafe http_stop(server)
        unsafe host.release()
        return true
    }

    private static func withText<Result>(
        _ bytes: [UInt8]?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let bytes else { return body(nil) }
        return unsafe bytes.withUnsafeBytes {
            unsafe body($0.baseAddress?.assumingMemoryBound(to: CChar.self))
        }
    }

    private static func options(_ configuration: HTTPServerConfiguration) -> http_options {
        var options = unsafe http_options()
        let address = configuration.address
        unsafe options.is_v4 = address.isIPv4 ? 1 : 0
        unsafe withUnsafeMutableBytes(of: &options.address) { bytes in
            for index in 0..<(address.isIPv4 ? 4 : 16) {
                let word = address.isIPv4 ? address.low << 32 : index < 8 ? address.high : address.low
                unsafe bytes[index] = UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index % 8)))
            }
        }
        unsafe options.port = configuration.port
        unsafe options.threads = UInt32(configuration.threads)
        unsafe options.connection_limit = UInt32(configuration.connectionLimit)
        unsafe options.connection_memory = configuration.connectionMemory
        unsafe options.head_milliseconds = configuration.headMilliseconds
        unsafe options.idle_milliseconds = configuration.idleMilliseconds
        unsafe options.body_milliseconds = configuration.bodyMilliseconds
        unsafe options.body_bytes_per_second = configuration.bodyBytesPerSecond
        return unsafe options
    }
}
