/// Finds where four bytes and what follows them stand in a text, which it is told each time.
struct PackingIndex {
    /// The shortest match.
    static let least = 4
    /// How many places with the same hash are tried.
    private static let candidates = 32

    /// How many low bits a hash leaves away, so that there are about as many hashes as places.
    private let shift: UInt32
    /// For each hash the last place with it, or -1.
    private var last: [Int32]
    /// For each place the one before with the same hash, or -1.
    private var before: [Int32]
    /// How many places can be found.
    private var noted = 0

    /// An index of a text of that length, none of whose places can be found yet.
    init(count: Int) {
        let bits = Int.bitWidth - (min(max(count, 256), 4096) - 1).leadingZeroBitCount
        shift = UInt32(UInt32.bitWidth - bits)
        last = [Int32](repeating: -1, count: 1 << bits)
        before = [Int32](repeating: -1, count: count)
    }

    /// Makes all places of the text before one findable; four bytes must stand at each.
    mutating func note(_ text: Span<UInt8>, before end: Int) {
        let places = noted..<end
        noted = end
        Self.note(text, places, shift, &last, &before)
    }

    private static func note(
        _ text: Span<UInt8>,
        _ places: Range<Int>,
        _ shift: UInt32,
        _ last: inout [Int32],
        _ before: inout [Int32]
    ) {
        var last = last.mutableSpan
        var before = before.mutableSpan
        for place in places {
            let hash = hash(word(text, place), shift)
            before[place] = last[hash]
            last[hash] = Int32(truncatingIfNeeded: place)
        }
    }

    /// The longest match of what stands at a place of one text in the indexed one; length zero when
    /// there is none.
    ///
    /// Both may be the same; a match may then run into the place itself.
    func longestMatch(
        of text: Span<UInt8>,
        at position: Int,
        in indexed: Span<UInt8>,
        atMost longest: Int
    ) -> (length: Int, place: Int) {
        var best = (length: 0, place: 0)
        let before = before.span
        let word = Self.word(text, position)
        var place = Int(last[Self.hash(word, shift)])
        var left = Self.candidates
        while place >= 0, left > 0 {
            let most = min(longest, text.count - position, indexed.count - place)
            if Self.word(indexed, place) == word, best.length < most,
                indexed[place + best.length] == text[position + best.length]
            {
                var length = Self.least
                while length < most, indexed[place + length] == text[position + length] {
                    length += 1
                }
                if length > best.length { best = (length, place) }
            }
            place = Int(before[place])
            left -= 1
        }
        return best
    }

    /// What places where the same four bytes stand have in common.
    private static func hash(_ word: UInt32, _ shift: UInt32) -> Int {
        Int((word &* 2_654_435_761) &>> shift)
    }

    private static func word(_ text: Span<UInt8>, _ place: Int) -> UInt32 {
        // SAFETY: the load is checked against the text's end, and any four bytes are a number.
        unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt32.self)
    }
}
