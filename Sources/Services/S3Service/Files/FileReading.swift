private import Glibc

/// Reads files piece by piece.
enum FileReading {
    /// Hands on a part of an open file, closes it, and tells whether all of it could be read.
    static func forEachPiece(
        of descriptor: Int32,
        offset: Int64,
        length: Int64,
        _ body: (Span<UInt8>) throws(S3Error) -> Void
    ) throws(S3Error) {
        defer { _ = close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: Int(min(length, Int64(Limits.copyBufferBytes))))
        var position = offset
        let end = offset + length
        while position < end {
            let wanted = min(Int(end - position), buffer.count)
            let count = unsafe buffer.withUnsafeMutableBytes {
                // SAFETY: `wanted` is at most the buffer's count.
                unsafe pread(descriptor, $0.baseAddress, wanted, Int(position))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .internalError }
            let span = buffer.span
            try body(span.extracting(first: count))
            position += Int64(count)
        }
    }
}
