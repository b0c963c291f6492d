extension [UInt8] {
    /// Adds bytes in one piece.
    @inlinable
    public mutating func append(contentsOf bytes: borrowing Span<UInt8>) {
        // SAFETY: the buffer is read during the call only.
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Adds the bytes of a text in one piece, where its view of bytes would be walked.
    @inlinable
    public mutating func append(utf8 text: String) {
        append(contentsOf: text.utf8Span.span)
    }
}
