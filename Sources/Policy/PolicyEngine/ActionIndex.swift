/// Finds the statements whose action patterns can match an action.
///
/// Patterns without wildcards are found by their hash, patterns with wildcards by the hash of what
/// stands before the first one. The lengths that occur for a service are kept as a set of bits, so
/// that few look-ups are made.
struct ActionIndex: Sendable {
    /// The seeds that keep the three sorts of keys apart.
    enum Sort: UInt64 {
        case exact = 0x9E37_79B9_7F4A_7C15
        case beginning = 0xC2B2_AE3D_27D4_EB4F
        case lengths = 0x1656_67B1_9E37_79F9
    }

    /// Statements that every action must be held against.
    let universal: [UInt32]
    private let keys: [UInt64]
    private let slices: [Slice]
    private let lengths: [UInt64]
    private let candidates: [UInt32]

    /// The longest beginning that is told apart; longer ones are found by it.
    static let longestBeginning = 63

    @inline(__always)
    static func key(_ hash: UInt64, _ sort: Sort) -> UInt64 {
        let key = (hash ^ sort.rawValue) &* 0xFF51_AFD7_ED55_8CCD
        return key == 0 ? 1 : key
    }

    init(universal: [UInt32], groups: [(key: UInt64, members: [UInt32])], lengths: [UInt64: UInt64])
    {
        self.universal = universal
        let total = groups.count + lengths.count
        guard total > 0 else {
            keys = []
            slices = []
            self.lengths = []
            candidates = []
            return
        }
        var capacity = 4
        while capacity < total * 2 { capacity *= 2 }
        var keys = [UInt64](repeating: 0, count: capacity)
        var slices = [Slice](repeating: .empty, count: capacity)
        var masks = [UInt64](repeating: 0, count: capacity)
        var candidates: [UInt32] = []
        func place(_ key: UInt64) -> Int {
            var slot = Int(truncatingIfNeeded: key >> 20) & (capacity - 1)
            while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (capacity - 1) }
            keys[slot] = key
            return slot
        }
        for group in groups {
            slices[place(group.key)] = Slice(candidates.count, group.members.count)
            candidates.append(contentsOf: group.members)
        }
        for (key, mask) in lengths { masks[place(key)] = mask }
        self.keys = keys
        self.slices = slices
        self.lengths = masks
        self.candidates = candidates
    }

    @inline(__always)
    private func slot(_ key: UInt64) -> Int? {
        guard !keys.isEmpty else { return nil }
        var slot = Int(truncatingIfNeeded: key >> 20) & (keys.count - 1)
        while keys[slot] != 0 {
            if keys[slot] == key { return slot }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    /// Calls `body` with the number of each candidate; a number may come more than once.
    @inline(__always)
    func forEachCandidate(_ action: RequestedAction, _ body: (Int) -> Void) {
        for number in universal { body(Int(number)) }
        guard !keys.isEmpty, let service = action.hashes.first, let whole = action.hashes.last
        else { return }
        if let slot = slot(Self.key(whole, .exact)) { visit(slices[slot], body) }
        guard let slot = slot(Self.key(service, .lengths)) else { return }
        var mask = lengths[slot]
        while mask != 0 {
            let length = mask.trailingZeroBitCount
            mask &= mask - 1
            guard length < action.hashes.count else { return }
            if let slot = self.slot(Self.key(action.hashes[length], .beginning)) {
                visit(slices[slot], body)
            }
        }
    }

    @inline(__always)
    private func visit(_ slice: Slice, _ body: (Int) -> Void) {
        for position in slice.range { body(Int(candidates[position])) }
    }
}
