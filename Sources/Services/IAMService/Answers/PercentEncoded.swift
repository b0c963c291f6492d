internal import ServiceModel

extension Value {
    /// A policy document as answers carry it: percent-encoded (RFC 3986).
    ///
    /// - Source: IAM API Reference, GetRolePolicy, `PolicyDocument`.
    static func document(_ text: String) -> Self {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
            default: out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return .string(String(decoding: out, as: UTF8.self))
    }
}
