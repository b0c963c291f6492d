internal import Base
internal import CMicroHTTPD
internal import HTTPMessage
private import Synchronization

/// One request and its answer, between the C library's thread and whoever answers.
///
/// The library's thread drives it through `begin`, `body` and `end`. An answer that comes within one
/// of these calls is sent from it; one that comes later resumes the connection, and `end` sends it.
@safe final class Exchange: Responder, Sendable {
    /// What becomes of the body.
    private enum Reading {
        case undecided
        case discard
        case collect(limit: Int, bytes: [UInt8], then: @Sendable ([UInt8], any Responder) -> Void)
        case stream(any BodySink)
        case done

        /// Takes the next bytes; an answer ends the request early.
        mutating func take(_ bytes: borrowing Span<UInt8>) -> Response? {
            switch consume self {
            case .collect(let limit, var gathered, let then):
                guard gathered.count + bytes.count <= limit else {
                    self = .discard
                    return Response(status: 413)
                }
                for index in bytes.indices { gathered.append(bytes[index]) }
                self = .collect(limit: limit, bytes: gathered, then: then)
                return nil
            case .stream(let sink):
                let response = sink.receive(bytes)
                self = response == nil ? .stream(sink) : .discard
                return response
            case let other:
                self = other
                return nil
            }
        }

        /// Ends the body and tells what it was.
        mutating func end() -> Reading {
            let ended = self
            self = .done
            return ended
        }
    }

    /// Whether the answer is there, and whether the connection waits for it.
    private struct Answer {
        var response: Response?
        var isSuspended = false
        var isOver = false
    }

    // SAFETY: the C exchange lives until `forget`; it is touched on the library's thread, and by
    // `respond` only while the exchange is suspended, which holds it alive.
    private nonisolated(unsafe) let exchange: OpaquePointer
    /// Touched by one callback at a time; the lock is never waited for.
    private let reading = Mutex(Reading.undecided)
    private let answer = Mutex(Answer())

    private init(_ exchange: OpaquePointer) { unsafe self.exchange = exchange }

    /// Discards up to this many bytes of a body nobody wants, so that the client reads the answer
    /// and the connection is kept; past it the connection is closed.
    private static let discardLimit: Int64 = 64 * 1024

    // MARK: Called by the library

    static let begin:
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafePointer<http_head>?, OpaquePointer?,
            UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        ) -> http_next = { server, head, exchange, request in
            guard let server = unsafe server, let head = unsafe head, let exchange = unsafe exchange,
                let request = unsafe request
            else { return HTTP_ABORT }
            // SAFETY: `server` is the host that `HTTPServer` retains while the C server runs.
            let host = unsafe Unmanaged<HTTPServer.Host>.fromOpaque(server).takeUnretainedValue()
            let made = unsafe Exchange(exchange)
            unsafe request.pointee = Unmanaged.passRetained(made).toOpaque()
            return unsafe made.begin(host, head)
        }

    static let body:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int) -> http_next = {
            request, bytes, count in
            guard let exchange = unsafe Exchange.of(request) else { return HTTP_ABORT }
            let buffer = unsafe UnsafeBufferPointer(start: bytes, count: count)
            exchange.take(unsafe Span(_unsafeElements: buffer))
            return HTTP_GO_ON
        }

    static let end: @convention(c) (UnsafeMutableRawPointer?) -> http_next = { request in
        guard let exchange = unsafe Exchange.of(request) else { return HTTP_ABORT }
        exchange.complete()
        return exchange.sendOrSuspend()
    }

    static let forget: @convention(c) (UnsafeMutableRawPointer?, Int32) -> Void = { request, _ in
        guard let request = unsafe request else { return }
        // SAFETY: takes back the one retain of `begin`; the library calls this once.
        let exchange = unsafe Unmanaged<Exchange>.fromOpaque(request).takeRetainedValue()
        exchange.abandon()
    }

    private static func of(_ request: UnsafeMutableRawPointer?) -> Exchange? {
        guard let request = unsafe request else { return nil }
        // SAFETY: `begin` retained it for the library.
        return unsafe Unmanaged<Exchange>.fromOpaque(request).takeUnretainedValue()
    }

    // MARK: The machine

    private func begin(_ host: HTTPServer.Host, _ head: UnsafePointer<http_head>) -> http_next {
        let length = unsafe head.pointee.content_length
        let isExpecting = unsafe head.pointee.expects_continue != 0
        switch host.application.receive(unsafe RequestHead(head, isSecure: host.isSecure)) {
        case .answer(let response):
            return refuse(with: response, length: length, isExpecting: isExpecting)
        case .collect(let limit, let then):
            guard length <= Int64(limit) else {
                return refuse(
                    with: Response(status: 413), length: .max, isExpecting: isExpecting)
            }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(Int(clamping: min(max(length, 0), 1 << 20)))
            reading.withLock { $0 = .collect(limit: limit, bytes: bytes, then: then) }
        case .stream(let sink):
            reading.withLock { $0 = .stream(sink) }
        }
        return HTTP_GO_ON
    }

    /// Answers before the body; a short body is read and dropped first.
    private func refuse(with response: Response, length: Int64, isExpecting: Bool) -> http_next {
        reading.withLock { $0 = .discard }
        guard length == 0 || isExpecting || length < 0 || length > Self.discardLimit else {
            answer.withLock { $0.response = response }
            return HTTP_GO_ON
        }
        var response = response
        if length != 0 { response.closesConnection = true }
        return send(response)
    }

    private func take(_ bytes: borrowing Span<UInt8>) {
        let early = reading.withLock { $0.take(bytes) }
        guard var early else { return }
        early.closesConnection = true
        answer.withLock { $0.response = early }
    }

    private func complete() {
        switch reading.withLock({ $0.end() }) {
        case .collect(_, let bytes, let then): then(bytes, self)
        case .stream(let sink): sink.finish(self)
        case .undecided, .discard, .done: return
        }
    }

    private func sendOrSuspend() -> http_next {
        let response: Response? = answer.withLock { answer in
            if answer.response == nil {
                answer.isSuspended = true
                unsafe http_suspend(exchange)
            }
            defer { answer.response = nil }
            return answer.response
        }
        guard let response else { return HTTP_GO_ON }
        return send(response)
    }

    private func abandon() {
        let unsent = answer.withLock { answer -> Response? in
            answer.isOver = true
            defer { answer.response = nil }
            return answer.response
        }
        if let unsent { unsent.discardBody() }
        if case .stream(let sink) = reading.withLock({ $0.end() }) { sink.abandon() }
    }

    // MARK: Answers

    func respond(_ response: Response) {
        let isLate = answer.withLock { answer -> Bool in
            guard !answer.isOver else { return true }
            answer.response = response
            if answer.isSuspended {
                answer.isSuspended = false
                unsafe http_resume(exchange)
            }
            return false
        }
        if isLate { response.discardBody() }
    }

    private func send(_ response: Response) -> http_next {
        let status = UInt32(response.status)
        let closes: Int32 = response.closesConnection ? 1 : 0
        let fields = response.fieldBytes
        let count = response.fields.count
        switch response.body {
        case .bytes(let bytes):
            return unsafe http_answer_bytes(
                exchange, status, fields, count, bytes, bytes.count, closes)
        case .file(let descriptor, let offset, let length):
            return unsafe http_answer_file(
                exchange, status, fields, count, descriptor, UInt64(offset), UInt64(length), closes)
        case .none(let length):
            return unsafe http_answer_length(
                exchange, status, fields, count, UInt64(length), closes)
        }
    }
}
