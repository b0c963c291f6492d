internal import Base

/// Signing keys as bytes: times, and blocks with their length before them.
struct SigningKeyBytes {
    private(set) var bytes: [UInt8]

    init(_ version: UInt8) { bytes = [version] }

    mutating func put(_ block: [UInt8]) { put(block.span) }

    mutating func put(_ block: borrowing Span<UInt8>) {
        put(UInt64(block.count), bytes: 2)
        for index in block.indices { bytes.append(block[index]) }
    }

    mutating func put(_ time: Timestamp) { put(UInt64(bitPattern: time.milliseconds), bytes: 8) }

    private mutating func put(_ number: UInt64, bytes count: UInt64) {
        for place in 1...count {
            bytes.append(UInt8(truncatingIfNeeded: number >> ((count - place) * 8)))
        }
    }

    /// Reads what was put.
    struct Reader {
        private var rest: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func bytes() -> [UInt8]? {
            guard let count = number(2), count <= rest.count else { return nil }
            defer { rest = rest.dropFirst(Int(count)) }
            return Array(rest.prefix(Int(count)))
        }

        mutating func time() -> Timestamp? {
            number(8).map { Timestamp(milliseconds: Int64(bitPattern: $0)) }
        }

        private mutating func number(_ count: Int) -> UInt64? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count).reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}
