extension String {
    /// Copies bytes, of which what is no UTF-8 is replaced.
    @inlinable
    public init(copying bytes: borrowing Span<UInt8>) {
        // SAFETY: the buffer is read during the call only.
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Whether both are the same bytes of UTF-8: `==` also takes texts for equal that only look so,
    /// as `K` and the Kelvin sign.
    ///
    /// - Source: The Swift Programming Language, "Strings and Characters", canonical equivalence.
    @inlinable
    public func hasSameBytes(as other: String) -> Bool {
        let (bytes, others) = (utf8Span.span, other.utf8Span.span)
        guard bytes.count == others.count else { return false }
        for index in bytes.indices where bytes[index] != others[index] { return false }
        return true
    }
}
