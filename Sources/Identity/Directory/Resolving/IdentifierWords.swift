/// An identifier of up to 24 bytes as three words: cheap to hash and to compare.
///
/// Access key ids have 20 bytes, unique ids 21.
struct IdentifierWords: Hashable, Sendable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0

    /// Nil when the text is longer, or when it ends with a zero byte.
    init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count <= 24, bytes.last != 0 else { return nil }
        var index = 0
        for byte in bytes {
            switch index >> 3 {
            case 0: first = first << 8 | UInt64(byte)
            case 1: second = second << 8 | UInt64(byte)
            default: third = third << 8 | UInt64(byte)
            }
            index += 1
        }
        // Shorter texts differ from longer ones that start with zero bytes.
        third |= UInt64(index) << 56 ^ (third & 0xFF << 56)
    }
}
