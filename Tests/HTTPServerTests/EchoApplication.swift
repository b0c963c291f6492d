import Base
import HTTPMessage
import Synchronization

/// Answers by path: `/echo` the body, `/late` from another thread, `/sum` of a streamed body.
final class EchoApplication: Application {
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
        case "/never":
            return .collect(limit: 1000) { _, _ in }
        case "/sum": return .stream(SumSink())
        case "/refuse": return .answer(Response(status: 403, body: .bytes(Array("no".utf8))))
        case "/head": return .answer(Response(status: 200, body: .none(contentLength: 12345)))
        default:
            let text = head.text(head.path) + "?" + head.text(head.query)
            return .answer(Response(status: 200, fields: [("X-A", "b\r\nX-Evil: 1")], body: .bytes(Array(text.utf8))))
        }
    }
}

final class SumSink: BodySink {
    private let sum = Mutex((count: 0, sum: 0))

    func receive(_ bytes: borrowing Span<UInt8>) -> Response? {
        var total = 0
        for index in bytes.indices { total += Int(bytes[index]) }
        let count = bytes.count
        sum.withLock {
            $0.count += count
            $0.sum += total
        }
        return nil
    }

    func finish(_ responder: any Responder) {
        let (count, total) = sum.withLock { $0 }
        responder.respond(Response(status: 200, body: .bytes(Array("\(count) \(total)".utf8))))
    }

    func abandon() {}
}
