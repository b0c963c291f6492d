/// An IPv4 or IPv6 address; an IPv4 address is held in the IPv4-mapped range of IPv6.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The upper 64 of the 128 bits.
    public let high: UInt64
    /// The lower 64 of the 128 bits.
    public let low: UInt64
    /// Whether it was written as IPv4.
    public let isIPv4: Bool

    /// An IPv4 address from its 32 bits.
    public init(v4: UInt32) {
        high = 0
        low = 0xFFFF_0000_0000 | UInt64(v4)
        isIPv4 = true
    }

    /// An IPv6 address from its halves.
    public init(v6High: UInt64, low: UInt64) {
        high = v6High
        self.low = low
        isIPv4 = false
    }

    /// Reads dotted IPv4 (four decimal numbers, no leading zeros) or IPv6 (RFC 4291 section 2.2).
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 45 else { return nil }
        if bytes.contains(0x3A) {
            guard let halves = Self.parseV6(bytes) else { return nil }
            self.init(v6High: halves.high, low: halves.low)
        } else {
            guard let value = Self.parseV4(bytes[...]) else { return nil }
            self.init(v4: value)
        }
    }

    /// The text, IPv6 as RFC 5952 recommends.
    public var description: String {
        guard !isIPv4 else {
            let bits = UInt32(truncatingIfNeeded: low)
            return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
        }
        return Self.format(groups)
    }

    private var groups: [UInt16] {
        (0..<8).map { index in
            UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> (48 - 16 * UInt64(index % 4)))
        }
    }

    private static func format(_ groups: [UInt16]) -> String {
        var best = 0..<0
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, groups[end] == 0 { end += 1 }
            if end - index > max(best.count, 1) { best = index..<end }
            index = max(end, index + 1)
        }
        func join(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !best.isEmpty else { return join(groups[...]) }
        return join(groups[..<best.lowerBound]) + "::" + join(groups[best.upperBound...])
    }

    private static func parseV4(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        for part in parts {
            guard (1...3).contains(part.count), part.count == 1 || part.first != 0x30 else {
                return nil
            }
            var number: UInt32 = 0
            for byte in part {
                guard (0x30...0x39).contains(byte) else { return nil }
                number = number * 10 + UInt32(byte - 0x30)
            }
            guard number <= 255 else { return nil }
            value = value << 8 | number
        }
        return value
    }

    private static func parseV6(_ bytes: [UInt8]) -> (high: UInt64, low: UInt64)? {
        var head: [UInt16] = []
        var tail: [UInt16] = []
        var compressed = false
        var position = 0
        if bytes.starts(with: [0x3A, 0x3A]) {
            compressed = true
            position = 2
        }
        while position < bytes.count {
            let end = bytes[position...].firstIndex(of: 0x3A) ?? bytes.count
            let part = bytes[position..<end]
            let words: [UInt16]
            if part.contains(0x2E) {
                guard end == bytes.count, let v4 = parseV4(part) else { return nil }
                words = [UInt16(v4 >> 16), UInt16(v4 & 0xFFFF)]
            } else {
                guard let word = parseGroup(part) else { return nil }
                words = [word]
            }
            if compressed { tail += words } else { head += words }
            guard end < bytes.count else { break }
            position = end + 1
            guard position < bytes.count else { return nil }
            if bytes[position] == 0x3A {
                guard !compressed else { return nil }
                compressed = true
                position += 1
            }
        }
        let missing = 8 - head.count - tail.count
        guard compressed ? missing >= 1 : missing == 0 else { return nil }
        let all = head + [UInt16](repeating: 0, count: missing) + tail
        let halves = [all[..<4], all[4...]].map { $0.reduce(UInt64(0)) { $0 << 16 | UInt64($1) } }
        return (halves[0], halves[1])
    }

    private static func parseGroup(_ part: ArraySlice<UInt8>) -> UInt16? {
        guard (1...4).contains(part.count) else { return nil }
        return UInt16(String(decoding: part, as: UTF8.self), radix: 16)
    }
}
