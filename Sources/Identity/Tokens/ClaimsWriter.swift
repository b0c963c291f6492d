import Base

/// Writes numbers and texts in few bytes.
struct ClaimsWriter {
    private(set) var bytes: [UInt8] = []

    /// An empty writer that expects about so many bytes.
    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Seven bits a byte, least significant first; the eighth says that more follow.
    mutating func put(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func put(_ text: String) {
        let text = text.utf8Span.span
        put(UInt64(text.count))
        bytes.append(contentsOf: text)
    }

    mutating func put(_ block: [UInt8]) {
        put(UInt64(block.count))
        bytes.append(contentsOf: block)
    }
}
