/// Writes parameters as `application/x-www-form-urlencoded`.
///
/// - Source: WHATWG URL Standard, section 5.2; spaces as `%20`.
enum FormCoding {
    static func bytes(of parameters: [(String, String)]) -> [UInt8] {
        var out: [UInt8] = []
        for (name, value) in parameters {
            if !out.isEmpty { out.append(0x26) }
            append(name, to: &out)
            out.append(0x3D)
            append(value, to: &out)
        }
        return out
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
            default: out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}
