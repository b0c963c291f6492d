/// Finds where four bytes and what follows them stand in a text, which it is told each time.
struct PackingIndex {
    /// The shortest match.
    static let least = 4
    /// How many places with the same hash are tried.
    private static let candidates = 32

    /// How many low bits a hash leaves away, so that there are about as many hashes as places.
    private let shift: UInt32
    /// For each hash the last place with it, then for each place the one before with the same hash;
    /// negative where there is none.
    private var chains: [Int32]
    /// How many places can be found.
    private var noted = 0

    /// An index of a text of that length, none of whose places can be found yet.
    init(count: Int) {
        let bits = Int.bitWidth - (min(max(count, 256), 4096) - 1).leadingZeroBitCount
        shift = UInt32(UInt32.bitWidth - bits)
        chains = [Int32](repeating: .min, count: (1 << bits) + count)
    }

    /// Makes all places of the text before one findable; four bytes must stand at each.
    mutating func note(_ text: Span<UInt8>, before end: Int) {
        let shift = shift
        let places = noted..<end
        noted = end
        var chains = chains.mutableSpan
        let hashes = chains.count - text.count
        for place in places {
            let hash = Self.hash(Self.word(text, place), shift)
            chains[hashes + place] = chains[hash]
            chains[hash] = Int32(truncatingIfNeeded: place)
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
        let word = Self.word(text, position)
        let first = Int(chains[Self.hash(word, shift)])
        guard first >= 0 else { return (0, 0) }
        let rest = text.extracting(position...).extracting(first: longest)
        return longestMatch(of: rest, word, in: indexed, from: first)
    }

    /// The longest match of a text that begins with a word, in the places from one on.
    private func longestMatch(
        of text: Span<UInt8>,
        _ word: UInt32,
        in indexed: Span<UInt8>,
        from first: Int
    ) -> (length: Int, place: Int) {
        var best = (length: 0, place: 0)
        let chains = chains.span
        let hashes = chains.count - indexed.count
        var place = first
        var left = Self.candidates
        while place >= 0, left > 0 {
            let most = min(text.count, indexed.count - place)
            if Self.word(indexed, place) == word, best.length < most,
                indexed[place + best.length] == text[best.length]
            {
                let length = Self.common(text, indexed.extracting(place..<place + most))
                if length > best.length { best = (length, place) }
            }
            place = Int(chains[hashes + place])
            left -= 1
        }
        return best
    }

    /// With how many bytes both texts begin, given that they share the first four and that the second
    /// is not the longer one.
    private static func common(_ text: Span<UInt8>, _ other: Span<UInt8>) -> Int {
        var length = least
        while length < other.count, text[length] == other[length] { length += 1 }
        return length
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
