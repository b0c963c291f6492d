private import Glibc

/// Standard output and standard error, as whole texts.
enum Console {
    static func out(_ text: String) { write(STDOUT_FILENO, Array(text.utf8)) }
    static func out(_ bytes: [UInt8]) { write(STDOUT_FILENO, bytes) }
    static func error(_ text: String) { write(STDERR_FILENO, Array(text.utf8)) }

    private static func write(_ descriptor: Int32, _ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let rest = Array(bytes[offset..<min(offset + 65_536, bytes.count)])
            let count = unsafe Glibc.write(descriptor, rest, rest.count)
            guard count > 0 else { return }
            offset += count
        }
    }
}
