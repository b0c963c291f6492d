public import Base
public import Cryptography

/// The keys that seal tokens: the newest seals, older ones still open.
public struct KeyRing: Sendable {
    /// One key.
    public struct Key: Sendable {
        /// Names the key within tokens.
        public let id: UInt32
        /// When it was made.
        public let createdAt: Timestamp
        /// 32 bytes.
        public let secret: Secret
    }

    /// The keys, the newest first; never empty.
    public let keys: [Key]

    /// A ring with one new key.
    public init(random: RandomSource, now: Timestamp) {
        keys = [Self.makeKey(random: random, now: now)]
    }

    /// The same ring with a new key in front.
    public func adding(random: RandomSource, now: Timestamp) -> KeyRing {
        KeyRing(keys: [Self.makeKey(random: random, now: now)] + keys)
    }

    private init(keys: [Key]) { self.keys = keys }

    private static func makeKey(random: RandomSource, now: Timestamp) -> Key {
        let id = random.bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Key(id: id, createdAt: now, secret: Secret(random.bytes(32)))
    }

    func key(id: UInt32) -> Key? { keys.first { $0.id == id } }

    var newest: Key { keys[0] }

    /// The ring as lines of id, time and secret, for a file that only the owner can read.
    public var serialized: [UInt8] {
        var text = ""
        for key in keys {
            let secret = key.secret.withBytes { bytes in bytes.indices.map { bytes[$0] } }
            text += "\(key.id) \(key.createdAt.seconds) \(Hex.text(secret))\n"
        }
        return Array(text.utf8)
    }

    /// Reads what `serialized` wrote; nil when there is no key or a line is malformed.
    public init?(serialized bytes: [UInt8]) {
        var keys: [Key] = []
        for line in bytes.split(separator: 0x0A) {
            let parts = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard parts.count == 3, let id = UInt32(parts[0]), let seconds = Int64(parts[1]),
                let secret = Hex.bytes(parts[2]), secret.count == 32
            else { return nil }
            keys.append(
                Key(id: id, createdAt: Timestamp(seconds: seconds), secret: Secret(secret)))
        }
        guard !keys.isEmpty else { return nil }
        self.keys = keys
    }
}
