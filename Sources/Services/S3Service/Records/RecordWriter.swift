/// Writes a record in a compact binary form: numbers of variable length, texts with their length.
struct RecordWriter {
    private(set) var bytes: [UInt8] = []

    init(version: UInt8, capacity: Int = 128) {
        bytes.reserveCapacity(capacity)
        bytes.append(version)
    }

    /// Seven bits a byte, the least first.
    mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func blob(_ value: [UInt8]) {
        number(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func text(_ value: String) {
        number(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func pairs(_ pairs: [RecordPair]) {
        number(UInt64(pairs.count))
        for pair in pairs {
            text(pair.name)
            text(pair.value)
        }
    }
}
