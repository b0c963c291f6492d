/// A hash table from 64-bit keys to small values, made once.
struct SlotTable<Value: Sendable>: Sendable {
    private let keys: [UInt64]
    private let values: [Value]

    init(_ entries: [(key: UInt64, value: Value)], empty: Value) {
        guard !entries.isEmpty else {
            keys = []
            values = []
            return
        }
        var capacity = 4
        while capacity < entries.count * 2 { capacity *= 2 }
        var keys = [UInt64](repeating: 0, count: capacity)
        var values = [Value](repeating: empty, count: capacity)
        for entry in entries {
            var slot = Int(truncatingIfNeeded: entry.key >> 20) & (capacity - 1)
            while keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            keys[slot] = entry.key
            values[slot] = entry.value
        }
        self.keys = keys
        self.values = values
    }

    var isEmpty: Bool { keys.isEmpty }

    /// The value of a key; keys are never 0.
    @inline(__always)
    subscript(key: UInt64) -> Value? {
        guard !keys.isEmpty else { return nil }
        var slot = Int(truncatingIfNeeded: key >> 20) & (keys.count - 1)
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }
}
