/// Percent-encoding as Signature Version 4 has it: all but the unreserved characters of RFC 3986, with
/// upper-case digits.
enum PercentCoding {
    static func append(
        _ byte: UInt8,
        keepsSlash: Bool,
        to out: inout [UInt8]
    ) {
        if isUnreserved(byte) || byte == 0x2F && keepsSlash {
            out.append(byte)
        } else {
            out.append(0x25)
            out.append(digit(of: byte >> 4))
            out.append(digit(of: byte & 15))
        }
    }

    /// Adds the bytes decoded and encoded anew; a broken escape stands for itself.
    static func appendNormalized(
        _ bytes: ArraySlice<UInt8>,
        plusIsSpace: Bool,
        keepsSlash: Bool,
        to out: inout [UInt8]
    ) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = next(bytes, &index, plusIsSpace: plusIsSpace)
            append(byte, keepsSlash: keepsSlash, to: &out)
        }
    }

    /// The bytes decoded; a broken escape stands for itself.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.contains(0x25) || bytes.contains(0x2B) else { return bytes }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex { out.append(next(bytes, &index, plusIsSpace: true)) }
        return out[...]
    }

    private static func next(
        _ bytes: ArraySlice<UInt8>,
        _ index: inout Int,
        plusIsSpace: Bool
    ) -> UInt8 {
        let byte = bytes[index]
        index += 1
        if byte == 0x2B, plusIsSpace { return 0x20 }
        guard byte == 0x25, index + 1 < bytes.endIndex, let high = value(bytes[index]),
            let low = value(bytes[index + 1])
        else { return byte }
        index += 2
        return high << 4 | low
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    private static func digit(of nibble: UInt8) -> UInt8 {
        nibble < 10 ? 0x30 + nibble : 0x37 + nibble
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x37
        case 0x61...0x66: character - 0x57
        default: nil
        }
    }
}
