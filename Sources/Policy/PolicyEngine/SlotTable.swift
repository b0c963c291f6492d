/// A table from 64-bit keys to small values, made once.
///
/// The keys lie in order, and the first bits of a key tell where to look. However keys are chosen, a
/// look-up takes no more than a search by halves.
struct SlotTable<Value: Sendable>: Sendable {
    /// Where the keys of each slot begin, and the end of the last.
    private let starts: [UInt32]
    private let keys: [UInt64]
    private let values: [Value]
    private let shift: UInt64

    /// Takes keys that all differ.
    init(_ entries: [(key: UInt64, value: Value)]) {
        guard !entries.isEmpty else {
            starts = []
            keys = []
            values = []
            shift = 0
            return
        }
        let entries = entries.sorted { $0.key < $1.key }
        var bits: UInt64 = 1
        while 1 << bits < entries.count * 2 { bits += 1 }
        var starts = [UInt32](repeating: 0, count: 1 << Int(bits) + 1)
        for entry in entries { starts[Int(entry.key >> (64 - bits)) + 1] += 1 }
        for slot in 1..<starts.count { starts[slot] += starts[slot - 1] }
        self.starts = starts
        keys = entries.map(\.key)
        values = entries.map(\.value)
        shift = 64 - bits
    }

    /// The value of a key.
    @inline(__always)
    subscript(key: UInt64) -> Value? {
        guard !keys.isEmpty else { return nil }
        let slot = Int(truncatingIfNeeded: key >> shift)
        var lower = Int(starts[slot])
        var upper = Int(starts[slot + 1])
        while lower < upper {
            let middle = (lower + upper) / 2
            if keys[middle] == key { return values[middle] }
            if keys[middle] < key { lower = middle + 1 } else { upper = middle }
        }
        return nil
    }
}
