import Foundation

/// A TCP connection that sends bytes exactly as they are given.
final class RawClient {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let rest = Array(bytes[offset...])
            let count = unsafe Glibc.send(descriptor, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return }
            offset += count
        }
    }

    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// All until the server closes; nil when it keeps the connection past the time limit.
    func readToEnd() -> String? {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
            if count == 0 || count < 0 && errno == ECONNRESET {
                return String(decoding: all, as: UTF8.self)
            }
            guard count > 0 else { return nil }
            all += chunk[..<count]
        }
    }

    /// One answer with a `Content-Length`.
    func readAnswer() -> (status: Int, head: String, body: [UInt8])? {
        var all: [UInt8] = []
        var byte = [UInt8](repeating: 0, count: 1)
        while !all.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
            guard unsafe recv(descriptor, &byte, 1, 0) == 1 else { return nil }
            all.append(byte[0])
        }
        let head = String(decoding: all, as: UTF8.self)
        let length = head.lowercased().components(separatedBy: "content-length: ").dropFirst().first
            .flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        var body: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while body.count < length {
            let count = unsafe recv(descriptor, &chunk, min(chunk.count, length - body.count), 0)
            guard count > 0 else { return nil }
            body += chunk[..<count]
        }
        return (Int(head.dropFirst(9).prefix(3)) ?? 0, head, body)
    }
}
