/// Percent-encoding as Signature Version 4 wants it: all but unreserved characters, upper case.
///
/// - Source: IAM User Guide, "Create a signed AWS API request", `UriEncode`.
enum PercentEncoding {
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    static func appendEncoded(_ byte: UInt8, to out: inout [UInt8]) {
        guard !isUnreserved(byte) else {
            out.append(byte)
            return
        }
        out.append(0x25)
        out.append(digit(byte >> 4))
        out.append(digit(byte & 15))
    }

    /// Writes a text that may be encoded already in the one canonical way: escapes of unreserved
    /// characters undone, others in upper case, bare characters escaped, except those kept.
    static func appendCanonical(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, keeping kept: UInt8?,
        to out: inout [UInt8]
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == 0x25, index + 2 < range.upperBound, let high = value(bytes[index + 1]),
                let low = value(bytes[index + 2])
            {
                appendEncoded(high << 4 | low, to: &out)
                index += 3
                continue
            }
            if byte == kept { out.append(byte) } else { appendEncoded(byte, to: &out) }
            index += 1
        }
    }

    /// The text without its escapes, repaired where it is not UTF-8.
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == 0x25, index + 2 < bytes.endIndex, let high = value(bytes[index + 1]),
                let low = value(bytes[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
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
