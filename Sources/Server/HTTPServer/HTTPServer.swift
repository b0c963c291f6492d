internal import Base
internal import CMicroHTTPD
private import Glibc
public import HTTPMessage

/// An HTTP/1.1 server: libmicrohttpd behind a strict guard, which knows nothing of AWS.
///
/// - Source: RFC 9112; `Docs/decisions/0001-libmicrohttpd-behind-a-guard.md`.
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
        let budget: CollectBudget

        init(_ application: any Application, _ configuration: HTTPServerConfiguration) {
            self.application = application
            isSecure = configuration.tls != nil
            budget = CollectBudget(configuration.collectLimit)
        }
    }

    /// Starts listening; requests may come before this returns.
    ///
    /// - Parameters:
    ///   - configuration: Where to listen, and the limits.
    ///   - application: What answers the requests.
    /// - Throws: `cannotListen` with the system's reason.
    public init(
        _ configuration: HTTPServerConfiguration,
        application: any Application
    ) throws(HTTPServerError) {
        var options = unsafe Self.options(configuration)
        let host = unsafe Unmanaged.passRetained(Host(application, configuration))
        var callbacks = Exchange.callbacks
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
            let reason = unsafe String(cString: strerror(errno))
            unsafe host.release()
            throw .cannotListen("\(configuration.address) port \(configuration.port): \(reason)")
        }
        unsafe self.server = server
        unsafe self.host = host
        port = unsafe http_port(server)
    }

    /// Takes no more connections, lets the requests under way be answered, and ends; call it once.
    ///
    /// Idle connections are closed at once. Requests that are not answered in time are cut; answers
    /// that come for them later are ignored.
    ///
    /// - Parameter graceMilliseconds: How long to wait for requests under way.
    /// - Returns: Whether all were answered.
    @discardableResult
    public func stop(graceMilliseconds: Int) -> Bool {
        let isOver = unsafe http_quiesce(server, Int64(graceMilliseconds)) != 0
        unsafe http_stop(server)
        unsafe host.release()
        return isOver
    }

    private static func withText<Result>(
        _ bytes: [UInt8]?,
        _ body: (UnsafePointer<CChar>?) -> Result
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
                let word =
                    address.isIPv4 ? address.low << 32 : index < 8 ? address.high : address.low
                unsafe bytes[index] = UInt8(
                    truncatingIfNeeded: word >> UInt64(56 - 8 * (index % 8))
                )
            }
        }
        unsafe options.port = configuration.port
        unsafe options.threads = UInt32(configuration.threads)
        unsafe options.connection_limit = UInt32(configuration.connectionLimit)
        unsafe options.peer_limit = UInt32(configuration.peerLimit)
        unsafe options.connection_memory = max(
            configuration.connectionMemory,
            Limits.leastConnectionMemory
        )
        unsafe options.head_milliseconds = configuration.headMilliseconds
        unsafe options.idle_milliseconds = configuration.idleMilliseconds
        unsafe options.body_milliseconds = configuration.bodyMilliseconds
        unsafe options.body_bytes_per_second = max(1, configuration.bodyBytesPerSecond)
        unsafe options.linger_milliseconds = configuration.lingerMilliseconds
        return unsafe options
    }
}
