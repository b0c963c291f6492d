import Cryptography

/// Names a key by a code under it, which tells nothing of the key.
enum KeyID {
    static func id(of secret: Secret, label: String) -> UInt32 {
        let code = secret.withBytes { HMACSHA256.code(of: label, key: $0) }.bytes
        return UInt32(code[0]) << 24 | UInt32(code[1]) << 16 | UInt32(code[2]) << 8
            | UInt32(code[3])
    }

    static func append(_ id: UInt32, to out: inout [UInt8]) {
        for shift: UInt32 in [24, 16, 8, 0] { out.append(UInt8(truncatingIfNeeded: id >> shift)) }
    }

    /// The id in the four bytes from an index on.
    static func read(_ bytes: [UInt8], at index: Int) -> UInt32 {
        bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
