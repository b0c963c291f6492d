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
    public static func text(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> String {
        text(bytes[...], alphabet)
    }

    /// The text of bytes.
    public static func text(
        _ bytes: ArraySlice<UInt8>,
        _ alphabet: Alphabet = .standard
    ) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = bytes.startIndex
        while index + 2 < bytes.endIndex {
            let group =
                UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8
                | UInt32(bytes[index + 2])
            append(group, characters: 4, alphabet, to: &out)
            index += 3
        }
        if index + 1 == bytes.endIndex {
            append(UInt32(bytes[index]) << 16, characters: 2, alphabet, to: &out)
        } else if index + 2 == bytes.endIndex {
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8
            append(group, characters: 3, alphabet, to: &out)
        }
        if alphabet == .standard { while out.count % 4 != 0 { out.append(0x3D) } }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes of a text; nil unless it is exactly what `text` would write for them.
    public static func bytes(_ text: [UInt8], _ alphabet: Alphabet = .standard) -> [UInt8]? {
        bytes(text[...], alphabet)
    }

    /// The bytes of a text; nil unless it is exactly what `text` would write for them.
    public static func bytes(
        _ text: ArraySlice<UInt8>,
        _ alphabet: Alphabet = .standard
    ) -> [UInt8]? {
        var digits = text
        if alphabet == .standard {
            guard text.count % 4 == 0 else { return nil }
            for _ in 0..<2 where digits.last == 0x3D { digits.removeLast() }
        }
        var out: [UInt8] = []
        out.reserveCapacity(digits.count / 4 * 3 + 3)
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for character in digits {
            guard let value = value(character, alphabet) else { return nil }
            accumulator = accumulator << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: accumulator >> bits))
            }
        }
        guard bits < 6, accumulator & (1 << bits - 1) == 0 else { return nil }
        return out
    }

    /// The bytes of a text; nil unless it is exactly what `text` would write for them.
    public static func bytes(
        _ text: String.UTF8View,
        _ alphabet: Alphabet = .standard
    ) -> [UInt8]? {
        bytes(Array(text)[...], alphabet)
    }

    private static func append(
        _ group: UInt32,
        characters: Int,
        _ alphabet: Alphabet,
        to out: inout [UInt8]
    ) {
        for index in 0..<characters {
            let value = UInt8(truncatingIfNeeded: group >> UInt32(18 - 6 * index) & 63)
            out.append(character(value, alphabet))
        }
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
