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

extension String {
    /// Copies bytes, of which what is no UTF-8 is replaced.
    @inlinable
    public init(copying bytes: borrowing Span<UInt8>) {
        // SAFETY: the buffer is read during the call only.
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Whether both are the same bytes, which says more than that they are equal texts.
    @inlinable
    public func hasSameBytes(as other: String) -> Bool {
        let bytes = utf8Span.span
        let others = other.utf8Span.span
        guard bytes.count == others.count else { return false }
        for index in bytes.indices where bytes[index] != others[index] { return false }
        return true
    }
}
