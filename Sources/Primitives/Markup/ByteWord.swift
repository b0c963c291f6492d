/// Eight bytes that stand one after the other, to be looked at all at once.
///
/// - Source: Henry S. Warren, "Hacker's Delight", second edition, section 6-1.
struct ByteWord {
    /// The bytes in one word.
    static let count = 8

    private let bits: UInt64

    /// Takes the bytes from an index on.
    init(_ bytes: Span<UInt8>, at index: Int) {
        // SAFETY: all bytes of a span of bytes are initialized, and any bits are a number.
        bits = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    }

    /// Sets the highest bit of the first byte that is this one, and perhaps of later bytes.
    func marks(of byte: UInt8) -> UInt64 {
        let unlike = bits ^ Self.repeating(byte)
        return (unlike &- Self.repeating(1)) & ~unlike & Self.repeating(0x80)
    }

    /// Marks in the same way a byte below this one, which is at most 0x80.
    func marks(below byte: UInt8) -> UInt64 {
        (bits &- Self.repeating(byte)) & ~bits & Self.repeating(0x80)
    }

    private static func repeating(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }
}
