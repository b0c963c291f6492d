/// An identifier of up to 24 bytes as three words: cheap to hash and to compare.
///
/// Access key ids have 20 bytes, unique ids 21.
struct IdentifierWords: Hashable, Sendable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private let count: Int

    /// Nil when the text is longer.
    init?(_ text: String) {
        count = text.utf8.count
        guard count <= 24 else { return nil }
        var index = 0
        for byte in text.utf8 {
            switch index >> 3 {
            case 0: first = first << 8 | UInt64(byte)
            case 1: second = second << 8 | UInt64(byte)
            default: third = third << 8 | UInt64(byte)
            }
            index += 1
        }
    }
}
