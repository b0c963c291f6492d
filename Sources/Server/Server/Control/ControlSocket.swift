internal import Base
private import Glibc

/// A Unix socket with mode 0600: whoever may open it is the server's owner, and needs no other proof.
///
/// A request is words, each ended by a zero byte, and an empty word; for `import` a file follows, up
/// to the end. The answer is one JSON value up to the end.
enum ControlSocket {
    /// The longest request in bytes.
    static let requestLimit = 16 * 1024
    /// The longest file that a request may carry, in bytes: an account of a million entities.
    static let attachmentLimit = 1 << 30
    /// How much is handed to the system at once, in bytes.
    private static let writeSize = 1 << 16
    /// The longest answer that is read, in bytes.
    static let answerLimit = 2 << 30

    /// Why a socket cannot be used.
    struct Failure: Error {
        /// What a person should read.
        let message: String
    }

    /// A socket that clients can connect to; they wait until it is served.
    struct Listener {
        fileprivate let descriptor: Int32

        /// Answers on a thread of its own, for as long as the process runs.
        func serve(_ desk: ControlDesk) throws(Failure) {
            let descriptor = descriptor
            guard OSThread({ ControlSocket.accept(descriptor, desk) }) != nil else {
                throw Failure(message: "no thread for the control socket")
            }
        }
    }

    /// Opens a socket at a path.
    static func listen(at path: String) throws(Failure) -> Listener {
        try removeSocket(path)
        let descriptor = try open()
        // Linux gives the path the mode that the socket has when it is bound; the mask, which is the
        // whole process's, stays as it is.
        let status = fchmod(descriptor, 0o600)
        guard status == 0, try unsafe withAddress(path, { unsafe bind(descriptor, $0, $1) }) == 0,
            Glibc.listen(descriptor, 16) == 0
        else {
            throw Failure(message: "cannot listen at \(path): \(reason())")
        }
        return Listener(descriptor: descriptor)
    }

    /// Removes the socket that an earlier process left; another kind of file is somebody's own, and
    /// so is a socket that is listened to.
    private static func removeSocket(_ path: String) throws(Failure) {
        var found = stat()
        guard unsafe lstat(path, &found) == 0 else { return }
        guard found.st_mode & S_IFMT == S_IFSOCK else {
            throw Failure(message: "\(path) is there and is no socket")
        }
        let descriptor = try open(SOCK_NONBLOCK)
        defer { close(descriptor) }
        let isLeft = try unsafe withAddress(path) { unsafe connect(descriptor, $0, $1) } != 0
        guard isLeft, errno == ECONNREFUSED else {
            throw Failure(message: "\(path) is in use by another server: name another --control")
        }
        _ = unsafe unlink(path)
    }

    /// Sends a command to the server at a path and gives its answer.
    static func ask(
        _ path: String,
        _ words: [String],
        attachment: [UInt8] = []
    ) throws(Failure) -> [UInt8] {
        let descriptor = try open()
        defer { close(descriptor) }
        guard try unsafe withAddress(path, { unsafe connect(descriptor, $0, $1) }) == 0 else {
            throw Failure(
                message: "no server answers at \(path): \(reason()); is `rolecall serve` running, "
                    + "and is --control or ROLECALL_CONTROL right?"
            )
        }
        var request: [UInt8] = []
        for word in words {
            request += word.utf8.filter { $0 != 0 }
            request.append(0)
        }
        request.append(0)
        guard write(descriptor, request), write(descriptor, attachment),
            shutdown(descriptor, Int32(SHUT_WR)) == 0
        else {
            throw Failure(message: "the server closed the connection")
        }
        return readAll(descriptor, limit: answerLimit)
    }

    private static func accept(_ listener: Int32, _ desk: ControlDesk) {
        var spare = dup(listener)
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else {
                guard mayGoOn(errno, listener, &spare) else { return }
                continue
            }
            var limit = timeval(tv_sec: 5, tv_usec: 0)
            unsafe setsockopt(
                descriptor,
                SOL_SOCKET,
                SO_RCVTIMEO,
                &limit,
                socklen_t(MemoryLayout<timeval>.size)
            )
            if let request = readRequest(descriptor) {
                _ = write(
                    descriptor,
                    desk.answer(request.words, attachment: request.attachment)
                )
            }
            close(descriptor)
        }
    }

    /// Whether clients can be accepted again after an error.
    ///
    /// Without a free descriptor the client that waits would make each call fail at once. So it is
    /// turned away by means of one that is kept for this.
    private static func mayGoOn(_ error: Int32, _ listener: Int32, _ spare: inout Int32) -> Bool {
        switch error {
        case EINTR, ECONNABORTED: return true
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: break
        default: return false
        }
        if spare >= 0 { close(spare) }
        let descriptor = Glibc.accept(listener, nil, nil)
        if descriptor >= 0 { close(descriptor) }
        spare = dup(listener)
        // Another thread was faster: give it time.
        if descriptor < 0 || spare < 0 { _ = poll(nil, 0, 100) }
        return true
    }

    private static func readRequest(
        _ descriptor: Int32
    ) -> (words: [String], attachment: [UInt8])? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        var end = 1
        while true {
            while end < bytes.count, bytes[end] != 0 || bytes[end - 1] != 0 { end += 1 }
            if end < bytes.count { break }
            let count = unsafe read(descriptor, &chunk, chunk.count)
            guard count > 0, bytes.count + count <= requestLimit else { return nil }
            bytes += chunk[..<count]
        }
        let words = bytes[..<(end - 1)].split(separator: 0, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard words.first == "import" else { return (words, []) }
        let rest = readAll(descriptor, limit: attachmentLimit)
        return (words, Array(bytes[(end + 1)...]) + rest)
    }

    private static func readAll(_ descriptor: Int32, limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while bytes.count < limit {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    private static func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let rest = Array(bytes[offset..<min(offset + writeSize, bytes.count)])
            let count = unsafe send(descriptor, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }

    private static func open(_ more: __socket_type? = nil) throws(Failure) -> Int32 {
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | (more?.rawValue ?? 0)
        let descriptor = socket(AF_UNIX, Int32(kind), 0)
        guard descriptor >= 0 else { throw Failure(message: "no socket: \(reason())") }
        return descriptor
    }

    private static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(Failure) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw Failure(message: "the path of the control socket is too long: \(path)")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { place in
            for (index, byte) in bytes.enumerated() { unsafe place[index] = byte }
        }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
