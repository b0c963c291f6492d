import Base

/// Reads IP addresses from condition values without allocating.
enum AddressText {
    /// An IPv4 or IPv6 address; nil for any other text.
    static func address(_ text: Span<UInt8>) -> IPAddress? {
        guard text.count <= 45 else { return nil }
        var index = 0
        while index < text.count {
            if text[index] == 0x3A { return version6(text) }
            index += 1
        }
        return version4(text, from: 0).map { IPAddress(v4: $0) }
    }

    private static func version4(_ text: Span<UInt8>, from start: Int) -> UInt32? {
        var value: UInt32 = 0
        var index = start
        for part in 0..<4 {
            if part > 0 {
                guard index < text.count, text[index] == 0x2E else { return nil }
                index += 1
            }
            let first = index
            var number: UInt32 = 0
            while index < text.count, text[index] &- 0x30 < 10, index - first < 3 {
                number = number * 10 + UInt32(text[index] - 0x30)
                index += 1
            }
            guard index > first, number < 256 else { return nil }
            guard index - first == 1 || text[first] != 0x30 else { return nil }
            value = value << 8 | number
        }
        return index == text.count ? value : nil
    }

    /// - Source: RFC 4291 section 2.2.
    private static func version6(_ text: Span<UInt8>) -> IPAddress? {
        var groups: [8 of UInt16] = .init(repeating: 0)
        var count = 0
        var gap = -1
        var index = 0
        if text.count >= 2, text[0] == 0x3A {
            guard text[1] == 0x3A else { return nil }
            gap = 0
            index = 2
        }
        while index < text.count {
            guard count < 8 else { return nil }
            if isDotted(text, from: index) {
                guard count <= 6, let value = version4(text, from: index) else { return nil }
                groups[count] = UInt16(truncatingIfNeeded: value >> 16)
                groups[count + 1] = UInt16(truncatingIfNeeded: value)
                count += 2
                index = text.count
                break
            }
            guard let (value, end) = group(text, at: index) else { return nil }
            groups[count] = value
            count += 1
            index = end
            guard index < text.count else { break }
            guard text[index] == 0x3A, index + 1 < text.count else { return nil }
            index += 1
            if text[index] == 0x3A {
                guard gap < 0 else { return nil }
                gap = count
                index += 1
            }
        }
        guard gap < 0 ? count == 8 : count < 8 else { return nil }
        return address(groups, count: count, gap: gap)
    }

    private static func address(_ groups: [8 of UInt16], count: Int, gap: Int) -> IPAddress {
        var high: UInt64 = 0
        var low: UInt64 = 0
        for position in 0..<8 {
            var value: UInt16 = 0
            if gap < 0 || position < gap {
                value = groups[position]
            } else if position >= 8 - (count - gap) {
                value = groups[position - (8 - count)]
            }
            if position < 4 {
                high = high << 16 | UInt64(value)
            } else {
                low = low << 16 | UInt64(value)
            }
        }
        return IPAddress(v6High: high, low: low)
    }

    private static func isDotted(_ text: Span<UInt8>, from start: Int) -> Bool {
        var index = start
        while index < text.count, text[index] != 0x3A {
            if text[index] == 0x2E { return true }
            index += 1
        }
        return false
    }

    private static func group(_ text: Span<UInt8>, at start: Int) -> (UInt16, end: Int)? {
        var value: UInt16 = 0
        var index = start
        while index < text.count, index - start < 5 {
            let byte = asciiLowercased(text[index])
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x61...0x66: digit = byte - 0x57
            default:
                return index > start ? (value, index) : nil
            }
            guard index - start < 4 else { return nil }
            value = value << 4 | UInt16(digit)
            index += 1
        }
        return index > start ? (value, index) : nil
    }
}
