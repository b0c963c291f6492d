import Foundation

/// A TCP connection that sends bytes exactly as they are given.
final class RawClient {
    /// One answer as it was read.
    struct Answer {
        let status: Int
        let head: String
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let descriptor: Int32
    private var unread: [UInt8] = []

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        var yes: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
    }

    deinit { close(descriptor) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            var rest = unsafe buffer[...]
            while unsafe !rest.isEmpty {
                let part = unsafe UnsafeRawBufferPointer(rebasing: rest)
                let count = unsafe Glibc.send(
                    descriptor,
                    part.baseAddress,
                    part.count,
                    Int32(MSG_NOSIGNAL)
                )
                guard count > 0 else { return }
                unsafe rest = rest.dropFirst(count)
            }
        }
    }

    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes so that the server sees a reset.
    func reset() {
        var value = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout<linger>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, size)
    }

    /// Whether the server closes, or answers, within the time.
    func isClosed(withinMilliseconds limit: Int32) -> Bool {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&polled, 1, limit) > 0
    }

    /// Whether the server closes both ways within the time, whatever is unread.
    func isReset(withinMilliseconds limit: Int32) -> Bool {
        var polled = pollfd(fd: descriptor, events: 0, revents: 0)
        let count = unsafe poll(&polled, 1, limit)
        return count > 0 && polled.revents & Int16(POLLHUP | POLLERR) != 0
    }

    /// All until the server closes; nil when it keeps the connection past the time limit.
    func readToEnd() -> String? {
        while true {
            guard let count = fill() else { return nil }
            guard count > 0 else { return String(decoding: unread, as: UTF8.self) }
        }
    }

    /// Reads more; nil past the time limit, 0 when the server has closed.
    private func fill() -> Int? {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
        if count < 0, errno == ECONNRESET { return 0 }
        guard count >= 0 else { return nil }
        unread += chunk[..<count]
        return count
    }

    /// One answer with a `Content-Length`.
    func readAnswer() -> Answer? {
        let mark: [UInt8] = [13, 10, 13, 10]
        var end = unread.firstRange(of: mark)
        while end == nil {
            guard let count = fill(), count > 0 else { return nil }
            end = unread.firstRange(of: mark)
        }
        guard let end else { return nil }
        let head = String(decoding: unread[..<end.upperBound], as: UTF8.self)
        let pieces = head.lowercased().components(separatedBy: "content-length: ")
        let length = pieces.dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        while unread.count < end.upperBound + length {
            guard let count = fill(), count > 0 else { return nil }
        }
        let body = Array(unread[end.upperBound..<end.upperBound + length])
        unread.removeFirst(end.upperBound + length)
        return Answer(status: Int(head.dropFirst(9).prefix(3)) ?? 0, head: head, body: body)
    }
}
