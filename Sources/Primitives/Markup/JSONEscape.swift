/// The escapes of JSON strings.
enum JSONEscape {
    /// Appends what the escape at `start` stands for; the escape must have been checked.
    ///
    /// - Returns: the index after the escape.
    static func append(_ bytes: [UInt8], at start: Int, to out: inout [UInt8]) -> Int {
        switch bytes[start + 1] {
        case 0x62: out.append(0x08)
        case 0x66: out.append(0x0C)
        case 0x6E: out.append(0x0A)
        case 0x72: out.append(0x0D)
        case 0x74: out.append(0x09)
        case 0x75:
            guard let (scalar, end) = scalar(bytes, at: start) else { return start + 2 }
            out.append(contentsOf: String(Character(scalar)).utf8)
            return end
        case let byte: out.append(byte)
        }
        return start + 2
    }

    /// The index after the escape at `start`, or nil when it is none.
    static func end(_ bytes: [UInt8], at start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        switch bytes[start + 1] {
        case 0x22, 0x2F, 0x5C, 0x62, 0x66, 0x6E, 0x72, 0x74: return start + 2
        case 0x75: return scalar(bytes, at: start)?.end
        default: return nil
        }
    }

    /// Reads `\uXXXX`, or a pair of surrogates.
    private static func scalar(
        _ bytes: [UInt8],
        at start: Int
    ) -> (scalar: Unicode.Scalar, end: Int)? {
        guard let high = unit(bytes, at: start) else { return nil }
        if let scalar = Unicode.Scalar(high) { return (scalar, start + 6) }
        guard (0xD800..<0xDC00).contains(high), let low = unit(bytes, at: start + 6),
            (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { return nil }
        return (scalar, start + 12)
    }

    private static func unit(_ bytes: [UInt8], at start: Int) -> UInt32? {
        guard start + 6 <= bytes.count, bytes[start] == 0x5C, bytes[start + 1] == 0x75 else {
            return nil
        }
        var value: UInt32 = 0
        for byte in bytes[start + 2..<start + 6] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}
