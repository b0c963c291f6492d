internal import CMicroHTTPD

extension Exchange {
    /// What the C server calls, on its own threads.
    static var callbacks: http_callbacks {
        unsafe http_callbacks(
            begin: beginCallback,
            body: bodyCallback,
            end: endCallback,
            forget: forgetCallback
        )
    }

    private static let beginCallback:
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafePointer<http_head>?, OpaquePointer?,
            UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        ) -> http_next = { server, head, exchange, request in
            guard let server = unsafe server, let head = unsafe head,
                let exchange = unsafe exchange, let request = unsafe request
            else { return HTTP_ABORT }
            // SAFETY: `server` is the host that `HTTPServer` retains while the C server runs.
            let host = unsafe Unmanaged<HTTPServer.Host>.fromOpaque(server).takeUnretainedValue()
            let made = unsafe Exchange(exchange, budget: host.budget)
            unsafe request.pointee = Unmanaged.passRetained(made).toOpaque()
            return unsafe made.begin(host, head)
        }

    private static let bodyCallback:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int) -> http_next = {
            request,
            bytes,
            count in
            guard let exchange = unsafe Exchange.of(request) else { return HTTP_ABORT }
            return unsafe exchange.take(UnsafeBufferPointer(start: bytes, count: count))
        }

    private static let endCallback: @convention(c) (UnsafeMutableRawPointer?) -> http_next = {
        request in
        guard let exchange = unsafe Exchange.of(request) else { return HTTP_ABORT }
        return exchange.end()
    }

    private static let forgetCallback: @convention(c) (UnsafeMutableRawPointer?) -> Void = {
        request in
        guard let request = unsafe request else { return }
        // SAFETY: takes back the one retain of `begin`; the C server calls this once.
        let exchange = unsafe Unmanaged<Exchange>.fromOpaque(request).takeRetainedValue()
        exchange.forget()
    }

    private static func of(_ request: UnsafeMutableRawPointer?) -> Exchange? {
        guard let request = unsafe request else { return nil }
        // SAFETY: `begin` retained it for the C server, until `forget`.
        return unsafe Unmanaged<Exchange>.fromOpaque(request).takeUnretainedValue()
    }
}
