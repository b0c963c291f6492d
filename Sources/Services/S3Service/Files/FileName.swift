import Cryptography

/// The name of an object's file: sixteen random bytes, in hexadecimal on the disk.
struct FileName: Hashable, Sendable {
    static let length = 16

    let bytes: [UInt8]

    init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// Reads a name on the disk; nil for any other file.
    init?(shard: String, name: String) {
        guard let bytes = Hex.bytes(shard + name) else { return nil }
        self.init(bytes: bytes)
    }

    /// The subfolder: two digits.
    var shard: String { Hex.text(Array(bytes.prefix(1))) }

    /// The path within the objects folder.
    var path: String { shard + "/" + Hex.text(Array(bytes.dropFirst())) }
}
