internal import CMicroHTTPD
package import HTTPMessage

/// The guard's reading of a request head, as a pure function for tests and fuzzing.
package enum HeadGuard {
    /// Reads a head, from the method to the end of the empty line.
    ///
    /// - Parameters:
    ///   - bytes: The head alone.
    ///   - isCut: Whether zeros stand between its parts, as libmicrohttpd leaves it in its buffer.
    /// - Returns: The head, or the status to refuse it with.
    package static func read(_ bytes: [UInt8], isCut: Bool = false) -> (Int, RequestHead?) {
        var head = unsafe http_head()
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let status = unsafe http_read_head(
                buffer.baseAddress,
                buffer.count,
                isCut ? 1 : 0,
                &head
            )
            guard status == 0 else { return (Int(status), nil) }
            return (0, unsafe RequestHead(&head, isSecure: false))
        }
    }

    /// Looks at the lines behind a request line for their end: its place, 0 when it is not there
    /// yet, and -1 when a line ends in anything but CR LF or holds a zero byte.
    package static func lookAtLines(_ bytes: [UInt8]) -> Int {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe http_look_at_lines(buffer.baseAddress, buffer.count)
        }
    }
}
