/// Base64 with padding, strict.
///
/// - Source: RFC 4648, section 4.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group = Int(bytes[index]) << 16
            if count > 1 { group |= Int(bytes[index + 1]) << 8 }
            if count > 2 { group |= Int(bytes[index + 2]) }
            out.append(alphabet[group >> 18])
            out.append(alphabet[group >> 12 & 63])
            out.append(count > 1 ? alphabet[group >> 6 & 63] : 0x3D)
            out.append(count > 2 ? alphabet[group & 63] : 0x3D)
            index += 3
        }
        return out
    }

    /// Nil for another length, a foreign character, or bits that are not zero at the end.
    static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        let padding = digits.suffix(2).reduce(0) { $0 + ($1 == 0x3D ? 1 : 0) }
        var out: [UInt8] = []
        out.reserveCapacity(digits.count / 4 * 3)
        var group = 0
        for index in 0..<digits.count - padding {
            guard let value = value(digits[index]) else { return nil }
            group = group << 6 | value
            guard index % 4 == 3 else { continue }
            out.append(UInt8(group >> 16))
            out.append(UInt8(group >> 8 & 255))
            out.append(UInt8(group & 255))
            group = 0
        }
        switch padding {
        case 1 where group & 3 == 0:
            out.append(UInt8(group >> 10))
            out.append(UInt8(group >> 2 & 255))
        case 2 where group & 15 == 0: out.append(UInt8(group >> 4))
        case 0: break
        default: return nil
        }
        return out
    }

    private static func value(_ digit: UInt8) -> Int? {
        switch digit {
        case 0x41...0x5A: Int(digit) - 0x41
        case 0x61...0x7A: Int(digit) - 0x61 + 26
        case 0x30...0x39: Int(digit) - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
