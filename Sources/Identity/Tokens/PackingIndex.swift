/// Finds where four bytes and what follows them stand in a text.
struct PackingIndex {
    /// The shortest match.
    static let least = 4
    /// How many places with the same hash are tried.
    private static let candidates = 32
    private static let tableBits = 10

    /// The text.
    let bytes: [UInt8]
    /// For each hash the last place with it, or -1.
    private var last: [Int32]
    /// For each place the one before with the same hash, or -1.
    private var before: [Int32]

    /// An index of a text, none of whose places can be found yet.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        last = [Int32](repeating: -1, count: 1 << Self.tableBits)
        before = [Int32](repeating: -1, count: bytes.count)
    }

    /// What places where the same four bytes stand have in common; nil where fewer are left.
    static func hash(_ text: Span<UInt8>, _ place: Int) -> Int? {
        guard place + least <= text.count else { return nil }
        let word =
            UInt32(text[place]) | UInt32(text[place + 1]) << 8
            | UInt32(text[place + 2]) << 16 | UInt32(text[place + 3]) << 24
        return Int((word &* 2_654_435_761) >> UInt32(32 - tableBits))
    }

    /// Makes a place findable by its hash.
    mutating func note(_ place: Int, _ hash: Int) {
        before[place] = last[hash]
        last[hash] = Int32(place)
    }

    /// The longest match of what stands at a place of a text; length zero when there is none.
    ///
    /// The text may be the indexed one; a match may then run into the place itself.
    func longestMatch(
        of text: Span<UInt8>,
        at position: Int,
        _ hash: Int,
        atMost longest: Int
    ) -> (length: Int, place: Int) {
        var best = (length: 0, place: 0)
        let bytes = bytes.span
        let before = before.span
        var place = Int(last[hash])
        var left = Self.candidates
        while place >= 0, left > 0 {
            let most = min(longest, text.count - position, bytes.count - place)
            if best.length < most, bytes[place + best.length] == text[position + best.length] {
                var length = 0
                while length < most, bytes[place + length] == text[position + length] {
                    length += 1
                }
                if length > best.length { best = (length, place) }
            }
            place = Int(before[place])
            left -= 1
        }
        return best
    }
}
