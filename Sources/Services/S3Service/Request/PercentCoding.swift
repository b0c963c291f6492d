/// Percent-encoding as S3's paths, queries and listings use it.
enum PercentCoding {
    /// Decodes bytes; nil when an escape is broken or the result is not UTF-8.
    static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index != bytes.endIndex {
            let byte = bytes[index]
            index = bytes.index(after: index)
            switch byte {
            case 0x25:
                guard index != bytes.endIndex, let high = digit(bytes[index]) else { return nil }
                index = bytes.index(after: index)
                guard index != bytes.endIndex, let low = digit(bytes[index]) else { return nil }
                index = bytes.index(after: index)
                out.append(high << 4 | low)
            case 0x2B where plusIsSpace: out.append(0x20)
            default: out.append(byte)
            }
        }
        return String(validating: out, as: UTF8.self)
    }

    /// Encodes a text as `encoding-type=url` asks: a space becomes `+`, a slash stays.
    ///
    /// - Source: botocore, `handlers.decode_list_object`, which undoes it with `unquote_plus`.
    static func encodeForm(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if byte == 0x20 {
                out.append(0x2B)
            } else if isPlain(byte) {
                out.append(byte)
            } else {
                append(byte, to: &out)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Encodes a text for the path of a URL: a slash stays.
    static func encodePath(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if isPlain(byte) { out.append(byte) } else { append(byte, to: &out) }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x2D, 0x2E, 0x2F, 0x5F, 0x2A: true
        default: false
        }
    }

    private static func append(_ byte: UInt8, to out: inout [UInt8]) {
        out.append(0x25)
        out.append(hexDigit(byte >> 4))
        out.append(hexDigit(byte & 15))
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x37 + value
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
