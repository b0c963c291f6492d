private import Glibc
private import Synchronization

/// Standard output and standard error, as whole texts.
enum Console {
    static func out(_ text: String) { out(Array(text.utf8)) }

    static func out(_ bytes: [UInt8]) {
        let error = write(STDOUT_FILENO, bytes)
        if error != 0 {
            _ = outError.compareExchange(expected: 0, desired: error, ordering: .relaxed)
        }
    }

    static func error(_ text: String) { _ = write(STDERR_FILENO, Array(text.utf8)) }

    /// Why something could not be written to standard output; nil when all was.
    static var failure: String? {
        let number = outError.load(ordering: .relaxed)
        return number == 0 ? nil : unsafe String(cString: strerror(number))
    }

    /// The first error of standard output.
    private static let outError = Atomic<Int32>(0)

    /// The error; 0 when all was written.
    private static func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
        var offset = 0
        while offset < bytes.count {
            let rest = Array(bytes[offset..<min(offset + 65_536, bytes.count)])
            let count = unsafe Glibc.write(descriptor, rest, rest.count)
            if count > 0 {
                offset += count
            } else if count == 0 || errno != EINTR {
                return count == 0 ? EIO : errno
            }
        }
        return 0
    }
}
