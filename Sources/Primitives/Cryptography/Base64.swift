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
        String(decoding: characters(of: bytes.span, alphabet), as: UTF8.self)
    }

    /// The text of bytes.
    public static func text(
        _ bytes: ArraySlice<UInt8>,
        _ alphabet: Alphabet = .standard
    ) -> String {
        String(decoding: characters(of: bytes.span, alphabet), as: UTF8.self)
    }

    /// The text of bytes, itself as bytes: what is secret is kept from strings, which nobody wipes.
    public static func characters(
        of bytes: borrowing Span<UInt8>,
        _ alphabet: Alphabet = .standard
    ) -> [UInt8] {
        let characters = alphabet == .standard ? standardCharacters : urlCharacters
        let length = (bytes.count + 2) / 3 * 4
        return [UInt8](capacity: length) { out in
            let characters = characters.span
            var index = 0
            while index + 2 < bytes.count {
                let group =
                    Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
                out.append(characters[group >> 18])
                out.append(characters[group >> 12 & 63])
                out.append(characters[group >> 6 & 63])
                out.append(characters[group & 63])
                index += 3
            }
            if index + 1 == bytes.count {
                out.append(characters[Int(bytes[index]) >> 2])
                out.append(characters[Int(bytes[index]) << 4 & 63])
            } else if index + 2 == bytes.count {
                let group = Int(bytes[index]) << 8 | Int(bytes[index + 1])
                out.append(characters[group >> 10])
                out.append(characters[group >> 4 & 63])
                out.append(characters[group << 2 & 63])
            }
            if alphabet == .standard { while out.count < length { out.append(0x3D) } }
        }
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
        let values = alphabet == .standard ? standardValues : urlValues
        var isWrong = digits.count % 4 == 1
        let out = [UInt8](capacity: digits.count / 4 * 3 + 3) { out in
            let digits = digits.span
            // What stands for no value has bits above the six, which stay in the sum of all.
            var all = 0
            var index = 0
            while index + 3 < digits.count {
                let first = Int(values[Int(digits[index])])
                let second = Int(values[Int(digits[index + 1])])
                let third = Int(values[Int(digits[index + 2])])
                let fourth = Int(values[Int(digits[index + 3])])
                all |= first | second | third | fourth
                let group = first << 18 | second << 12 | third << 6 | fourth
                out.append(UInt8(truncatingIfNeeded: group >> 16))
                out.append(UInt8(truncatingIfNeeded: group >> 8))
                out.append(UInt8(truncatingIfNeeded: group))
                index += 4
            }
            var rest = 0
            var bits = 0
            while index < digits.count {
                let value = Int(values[Int(digits[index])])
                all |= value
                rest = rest << 6 | value
                bits += 6
                index += 1
            }
            while bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: rest >> bits))
            }
            isWrong = isWrong || all > 63 || rest & (1 << bits - 1) != 0
        }
        return isWrong ? nil : out
    }

    /// The bytes of a text; nil unless it is exactly what `text` would write for them.
    public static func bytes(
        _ text: String.UTF8View,
        _ alphabet: Alphabet = .standard
    ) -> [UInt8]? {
        bytes(Array(text)[...], alphabet)
    }

    private static let standardCharacters = characters("+/")
    private static let urlCharacters = characters("-_")
    private static let standardValues = values(standardCharacters)
    private static let urlValues = values(urlCharacters)

    private static func characters(_ last: String) -> [UInt8] {
        Array(0x41...0x5A) + Array(0x61...0x7A) + Array(0x30...0x39) + Array(last.utf8)
    }

    /// The value of every byte; 64 for one that is not of the alphabet.
    private static func values(_ characters: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 64, count: 256)
        for (value, character) in characters.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }
}
