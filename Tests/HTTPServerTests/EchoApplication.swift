import Base
import Foundation
import HTTPMessage
import Synchronization

/// Answers by path: `/echo` the body, `/late` from another thread, `/sum` of a streamed body.
final class EchoApplication: Application {
    /// Who waits for an answer at `/gate`.
    let gate = Mutex<[any Responder]>([])
    let arrivals = DispatchSemaphore(value: 0)
    /// How many streamed bodies were abandoned.
    let abandoned = Mutex(0)
    let abandonments = DispatchSemaphore(value: 0)
    /// What the server's thread does then.
    let whenAbandoned = Mutex<@Sendable () -> Void>({})

    func receive(_ head: RequestHead) -> Reception {
        switch head.text(head.path) {
        case "/echo":
            return .collect(limit: 1 << 20) { body, responder in
                responder.respond(Response(status: 200, body: .bytes(body)))
            }
        case "/late":
            return .collect(limit: 1000) { body, responder in
                _ = OSThread { responder.respond(Response(status: 200, body: .bytes(body))) }
            }
        case "/twice":
            return .collect(limit: 1000) { _, responder in
                responder.respond(Response(status: 200, body: .bytes(Array("first".utf8))))
                responder.respond(Response(status: 200, body: .bytes(Array("second".utf8))))
            }
        case "/gate":
            return .collect(limit: 1000) { _, responder in
                self.gate.withLock { $0.append(responder) }
                self.arrivals.signal()
            }
        case "/sum": return .stream(SumSink(limit: .max, application: self))
        case "/early": return .stream(SumSink(limit: 1, application: self))
        case "/refuse": return .answer(Response(status: 403, body: .bytes(Array("no".utf8))))
        case "/head": return .answer(Response(status: 200, body: .none(contentLength: 12345)))
        case "/empty": return .answer(Response(status: 204))
        case "/file": return .answer(file(head))
        case "/large":
            return .answer(
                Response(status: 200, body: .bytes([UInt8](repeating: 7, count: 8 << 20)))
            )
        default: return .answer(described(head))
        }
    }

    /// Answers all who wait at `/gate`.
    func openGate(_ text: String) {
        let waiting = gate.withLock { gate in
            defer { gate = [] }
            return gate
        }
        for responder in waiting {
            responder.respond(Response(status: 200, body: .bytes(Array(text.utf8))))
        }
    }

    private func described(_ head: RequestHead) -> Response {
        let text = head.text(head.path) + "?" + head.text(head.query)
        return Response(
            status: 200,
            fields: [("X-A", "b\r\nX-Evil: 1"), ("X-Empty", "")],
            body: .bytes(Array(text.utf8))
        )
    }

    /// A part of a file of 4 MiB whose bytes count up.
    private func file(_ head: RequestHead) -> Response {
        let file = unsafe tmpfile()
        defer { if let file = unsafe file { unsafe fclose(file) } }
        let bytes = (0..<(4 << 20)).map { UInt8(truncatingIfNeeded: $0) }
        unsafe fwrite(bytes, 1, bytes.count, file)
        unsafe fflush(file)
        let copy = unsafe dup(fileno(file))
        return Response(
            status: 206,
            body: .file(descriptor: copy, offset: 10, length: Int64(bytes.count - 10))
        )
    }
}

/// Sums a body up; past the limit it answers 409 at once.
final class SumSink: BodySink {
    private let sum = Mutex((count: 0, sum: 0))
    private let limit: Int
    private let application: EchoApplication

    init(limit: Int, application: EchoApplication) {
        self.limit = limit
        self.application = application
    }

    func receive(_ bytes: borrowing Span<UInt8>) -> Response? {
        var total = 0
        for index in bytes.indices { total += Int(bytes[index]) }
        let count = bytes.count
        let all = sum.withLock { sum in
            sum.count += count
            sum.sum += total
            return sum.count
        }
        guard all > limit else { return nil }
        return Response(status: 409, fields: [("X-Why", "early")], body: .bytes(Array("stop".utf8)))
    }

    func finish(_ responder: any Responder) {
        let (count, total) = sum.withLock { $0 }
        responder.respond(Response(status: 200, body: .bytes(Array("\(count) \(total)".utf8))))
    }

    func abandon() {
        application.abandoned.withLock { $0 += 1 }
        application.abandonments.signal()
        application.whenAbandoned.withLock { $0 }()
    }
}
