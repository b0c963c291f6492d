internal import CMicroHTTPD
internal import HTTPMessage

extension Exchange {
    /// Hands an answer to the library.
    func send(_ response: Response, isLast: Bool) -> http_next {
        let closes = isLast || response.closesConnection
        return unsafe response.withReply(closes: closes) { reply in
            switch response.body {
            case .bytes(let bytes):
                return unsafe http_answer_bytes(exchange, reply, bytes, bytes.count)
            case .file(let descriptor, let offset, let length):
                return unsafe http_answer_file(
                    exchange,
                    reply,
                    descriptor,
                    UInt64(max(0, offset)),
                    UInt64(max(0, length))
                )
            case .none(let length):
                return unsafe http_answer_length(exchange, reply, UInt64(max(0, length)))
            }
        }
    }

    /// Answers while the body is still coming; of a file nothing is sent.
    func sendEarly(_ response: Response) -> http_next {
        var bytes: [UInt8] = []
        if case .bytes(let body) = response.body { bytes = body }
        response.discardBody()
        return unsafe response.withReply(closes: true) { reply in
            unsafe http_answer_early(exchange, reply, bytes, bytes.count)
        }
    }
}
