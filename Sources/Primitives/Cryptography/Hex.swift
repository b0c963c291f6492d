/// Hexadecimal digits (RFC 4648 section 8), written in lower case.
public enum Hex {
    /// Two digits a byte.
    public static func text(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 2)
        for byte in bytes { append(byte, to: &out) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Adds the two digits of a byte.
    public static func append(_ byte: UInt8, to out: inout [UInt8]) {
        out.append(digit(of: byte >> 4))
        out.append(digit(of: byte & 15))
    }

    /// The bytes that the digits spell; nil for an odd count or another character.
    public static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 2 == 0 else { return nil }
        var out: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            guard let digit = digit(character) else { return nil }
            if let upper = high {
                out.append(upper << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return out
    }

    static func digit(of nibble: UInt8) -> UInt8 {
        nibble < 10 ? 0x30 + nibble : 0x57 + nibble
    }

    /// The eight digits of a number, the first in the uppermost byte.
    static func digits(of number: UInt32) -> UInt64 {
        var nibbles = UInt64(number)
        nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFF
        nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0F
        // A nibble over nine carries into the bit behind it when six are added.
        let letters = (nibbles + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return nibbles + 0x3030_3030_3030_3030 + letters * 0x27
    }

    /// Without a branch, as `value`: the digits of digests cannot be foretold.
    @inline(__always)
    static func isLowercase(_ character: UInt8) -> Bool {
        let isDecimal = character &- 0x30 < 10
        let isLetter = character &- 0x61 < 6
        return isDecimal != isLetter
    }

    /// What a digit stands for; of other characters, any number.
    @inline(__always)
    static func value(_ digit: UInt8) -> UInt8 {
        (digit & 15) &+ (digit >> 6) &* 9
    }

    static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x61...0x66: character - 0x57
        case 0x41...0x46: character - 0x37
        default: nil
        }
    }
}
