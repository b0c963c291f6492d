private import Glibc
internal import HTTPMessage

extension Response {
    /// Names and values, each ended by a zero byte; bytes that would end a field line early are
    /// dropped, so that no value can split the answer (RFC 9110 section 5.5).
    var fieldBytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(64 * fields.count)
        for (name, value) in fields {
            for byte in name.utf8 where byte > 0x20 { out.append(byte) }
            out.append(0)
            for byte in value.utf8 where byte >= 0x20 || byte == 0x09 { out.append(byte) }
            out.append(0)
        }
        return out
    }

    /// Closes the file of an answer that nobody will read.
    func discardBody() {
        if case .file(let descriptor, _, _) = body { close(descriptor) }
    }
}
