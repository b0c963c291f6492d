/// Bytes in which earlier occurrences of the next four are found.
struct PackingWindow {
    /// The shortest match.
    static let least = 4
    /// The farthest match.
    private static let reach = 65_535
    /// How many earlier places with the same hash are tried.
    private static let candidates = 32
    private static let tableBits = 12

    private(set) var bytes: [UInt8]
    /// For each hash the last place with it, or -1.
    private var last = [Int32](repeating: -1, count: 1 << tableBits)
    /// For each place the one before with the same hash, or -1.
    private var before: [Int32] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        before = [Int32](repeating: -1, count: bytes.count)
    }

    mutating func append(_ more: [UInt8]) {
        bytes += more
        before += [Int32](repeating: -1, count: more.count)
    }

    /// Makes a place findable.
    mutating func note(_ position: Int) {
        guard position + Self.least <= bytes.count else { return }
        let hash = hash(position)
        before[position] = last[hash]
        last[hash] = Int32(position)
    }

    /// The longest earlier occurrence of what is at a place; length zero when there is none.
    func longestMatch(at position: Int, atMost longest: Int) -> (length: Int, distance: Int) {
        var best = (length: 0, distance: 0)
        guard position + Self.least <= bytes.count else { return best }
        let most = min(longest, bytes.count - position)
        var place = Int(last[hash(position)])
        for _ in 0..<Self.candidates where place >= 0 && position - place <= Self.reach {
            if best.length < most, bytes[place + best.length] == bytes[position + best.length] {
                var length = 0
                while length < most, bytes[place + length] == bytes[position + length] {
                    length += 1
                }
                if length > best.length { best = (length, position - place) }
            }
            place = Int(before[place])
        }
        return best
    }

    private func hash(_ position: Int) -> Int {
        let word =
            UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8
            | UInt32(bytes[position + 2]) << 16 | UInt32(bytes[position + 3]) << 24
        return Int((word &* 2_654_435_761) >> UInt32(32 - Self.tableBits))
    }
}
