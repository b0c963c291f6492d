/// Eight bytes that stand one after the other, to be looked at all at once.
///
/// - Source: Henry S. Warren, "Hacker's Delight", second edition, section 6-1.
@frozen
public struct ByteWord {
    /// The bytes in one word.
    @inlinable public static var count: Int { 8 }

    /// The first byte is the lowest.
    @usableFromInline let bits: UInt64

    /// Takes the bytes from an index on.
    @inlinable
    public init(_ bytes: Span<UInt8>, at index: Int) {
        // SAFETY: all bytes of a span of bytes are initialized, and any bits are a number.
        bits = unsafe UInt64(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
        )
    }

    /// Sets the highest bit of the first byte that is this one, and perhaps of later bytes.
    @inlinable
    public func marks(of byte: UInt8) -> UInt64 {
        let unlike = bits ^ Self.repeating(byte)
        return (unlike &- Self.repeating(1)) & ~unlike & Self.repeating(0x80)
    }

    /// Marks in the same way a byte below this one, which is at most 0x80.
    @inlinable
    public func marks(below byte: UInt8) -> UInt64 {
        (bits &- Self.repeating(byte)) & ~bits & Self.repeating(0x80)
    }

    /// The place of the first byte that marks tell of; they tell of one.
    @inlinable
    public static func first(of marks: UInt64) -> Int { marks.trailingZeroBitCount / 8 }

    @inlinable
    static func repeating(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }
}
