import Cryptography

/// The id of a multipart upload: eight bytes of time and sixteen random ones.
struct UploadID: Hashable, Sendable {
    static let length = 24

    let bytes: [UInt8]

    init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// Reads the id as clients send it: 48 hexadecimal digits.
    init?(text: String) {
        guard let bytes = Hex.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }

    init(milliseconds: Int64, random: [UInt8]) {
        var bytes: [UInt8] = []
        for shift in stride(from: Int64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: milliseconds >> shift))
        }
        self.bytes = bytes + random.prefix(16)
    }

    var text: String { Hex.text(bytes) }
}
