internal import CMicroHTTPD
private import Glibc
internal import HTTPMessage

extension Response {
    /// Calls with the status and fields as the C server takes them.
    func withReply(
        closes: Bool,
        _ body: (UnsafePointer<http_reply>) -> http_next
    ) -> http_next {
        let text = fieldBytes
        return unsafe text.withUnsafeBytes { text in
            var reply = unsafe http_reply(
                status: (200...599).contains(status) ? UInt32(status) : 500,
                closes: closes ? 1 : 0,
                hops: Int32(hopLimit ?? 0),
                fields: text.baseAddress?.assumingMemoryBound(to: CChar.self),
                field_count: fields.count
            )
            return unsafe body(&reply)
        }
    }

    /// Names and values, each ended by a zero byte; no byte is left that could end a line early and
    /// so split the answer (RFC 9112 section 11.1).
    private var fieldBytes: [UInt8] {
        var out: [UInt8] = []
        guard !fields.isEmpty else { return out }
        var capacity = 0
        for (name, value) in fields { capacity += name.utf8.count + value.utf8.count + 2 }
        out.reserveCapacity(capacity)
        for (name, value) in fields {
            Self.append(name, to: &out)
            // The library refuses an empty value; white space around a value is no part of it.
            Self.append(value.isEmpty ? " " : value, to: &out)
        }
        return out
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        let span = text.utf8Span.span
        let isPlain = span.indices.allSatisfy { span[$0] >= 0x20 && span[$0] != 0x7F }
        if isPlain {
            out.append(contentsOf: text.utf8)
        } else {
            out.append(contentsOf: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 })
        }
        out.append(0)
    }

    /// Closes the file of an answer that nobody will read.
    func discardBody() {
        if case .file(let descriptor, _, _) = body { close(descriptor) }
    }
}
