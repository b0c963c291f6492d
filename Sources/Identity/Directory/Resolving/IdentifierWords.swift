/// An identifier of up to 24 bytes as three words: cheap to hash and to compare.
///
/// Access key ids have 20 bytes, unique ids 21.
struct IdentifierWords: CacheKey {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private let count: Int

    /// Nil when the text is longer.
    init?(_ text: String) {
        let bytes = text.utf8Span.span
        count = bytes.count
        guard count <= 24 else { return nil }
        for index in 0..<min(count, 8) { first = first << 8 | UInt64(bytes[index]) }
        guard count > 8 else { return }
        for index in 8..<min(count, 16) { second = second << 8 | UInt64(bytes[index]) }
        guard count > 16 else { return }
        for index in 16..<count { third = third << 8 | UInt64(bytes[index]) }
    }

    /// The ends of ids are random, so the first word adds nothing to a hash.
    func hash(into hasher: inout Hasher) {
        hasher.combine(second)
        hasher.combine(third)
    }

    var spread: UInt8 { UInt8(truncatingIfNeeded: third ^ third >> 7) }
}
