/// Base 64 (RFC 4648), with padding in the standard alphabet, without in the one for URLs.
public enum Base64 {
    /// Which 64 characters.
    public enum Alphabet: Sendable {
        /// Section 4: `+` and `/`, padded.
        case standard
        /// Section 5: `-` and `_`, not padded.
        case url
    }

    /// The text of bytes.
    public static func text(_ bytes: some Sequence<UInt8>, _ alphabet: Alphabet = .standard)
        -> String
    {
        var out: [UInt8] = []
        var accumulator: UInt32 = 0
        var bits = 0
        for byte in bytes {
            accumulator = accumulator << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                out.append(character(UInt8(accumulator >> UInt32(bits) & 63), alphabet))
            }
        }
        if bits > 0 { out.append(character(UInt8(accumulator << UInt32(6 - bits) & 63), alphabet)) }
        if alphabet == .standard { while out.count % 4 != 0 { out.append(0x3D) } }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes of a text; nil unless it is exactly what `text` would write for them.
    public static func bytes(
        _ text: some Collection<UInt8>,
        _ alphabet: Alphabet = .standard
    ) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(text.count / 4 * 3 + 3)
        var accumulator: UInt32 = 0
        var bits = 0
        var padding = 0
        var count = 0
        for character in text {
            count += 1
            if character == 0x3D, alphabet == .standard {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(character, alphabet) else { return nil }
            accumulator = accumulator << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: accumulator >> UInt32(bits)))
            }
        }
        guard bits < 6, accumulator & (1 << UInt32(bits) - 1) == 0 else { return nil }
        guard alphabet == .url || count % 4 == 0 && padding == (3 - out.count % 3) % 3 else {
            return nil
        }
        return out
    }

    private static func character(_ value: UInt8, _ alphabet: Alphabet) -> UInt8 {
        switch value {
        case 0..<26: 0x41 + value
        case 26..<52: 0x61 + value - 26
        case 52..<62: 0x30 + value - 52
        case 62: alphabet == .standard ? 0x2B : 0x2D
        default: alphabet == .standard ? 0x2F : 0x5F
        }
    }

    private static func value(_ character: UInt8, _ alphabet: Alphabet) -> UInt8? {
        switch character {
        case 0x41...0x5A: character - 0x41
        case 0x61...0x7A: character - 0x61 + 26
        case 0x30...0x39: character - 0x30 + 52
        case 0x2B where alphabet == .standard, 0x2D where alphabet == .url: 62
        case 0x2F where alphabet == .standard, 0x5F where alphabet == .url: 63
        default: nil
        }
    }
}
