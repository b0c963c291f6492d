public import Base
public import Cryptography

/// The keys of session tokens: the newest seals, all open.
public struct TokenKeyRing: Sendable {
    /// The keys, oldest first.
    public private(set) var keys: [TokenKey]

    /// A ring with one new key.
    public init(now: Timestamp, random: RandomSource) {
        keys = [TokenKey(sealsFrom: now, random: random)]
    }

    /// Adds a key that seals from then on, and drops those that no living token needs.
    ///
    /// With many nodes, let `sealsFrom` lie far enough ahead for each to have read the new ring.
    ///
    /// - Returns: false, and nothing is changed, when the ring is full of keys that are needed.
    @discardableResult
    public mutating func rotate(
        sealsFrom: Timestamp,
        now: Timestamp,
        random: RandomSource
    ) -> Bool {
        prune(now: now)
        guard keys.count < Limits.ringKeys else { return false }
        keys.append(TokenKey(sealsFrom: max(sealsFrom, now), random: random))
        keys.sort { $0.sealsFrom < $1.sealsFrom }
        return true
    }

    /// Drops the keys that no living token needs: those that ceased to seal before the longest
    /// session that could still run began.
    public mutating func prune(now: Timestamp) {
        let horizon = now.adding(seconds: -Limits.longestSessionSeconds)
        while keys.count > 1, keys[1].sealsFrom < horizon { keys.removeFirst() }
    }

    /// Until when a key must open tokens; nil for one that seals now or later.
    public func lastUse(of key: TokenKey, now: Timestamp) -> Timestamp? {
        guard let place = keys.firstIndex(where: { $0.id == key.id }),
            place + 1 < keys.count, keys[place + 1].sealsFrom <= now
        else { return nil }
        return keys[place + 1].sealsFrom.adding(seconds: Limits.longestSessionSeconds)
    }

    /// When the newest key begins, or began, to seal.
    public var newestSealsFrom: Timestamp { keys[keys.count - 1].sealsFrom }

    /// Drops a key at once: all tokens under it are refused from now on.
    ///
    /// The last cannot be dropped.
    public mutating func remove(_ id: UInt32) {
        guard keys.count > 1 else { return }
        keys.removeAll { $0.id == id }
    }

    /// The key that seals now.
    func sealing(at now: Timestamp) -> TokenKey {
        keys.last { $0.sealsFrom <= now } ?? keys[0]
    }

    func key(_ id: UInt32) -> TokenKey? {
        for key in keys where key.id == id { return key }
        return nil
    }

    // MARK: - Bytes

    private static let version: UInt8 = 1

    /// The ring as bytes, the keys in clear: seal them before they reach a disk.
    public var serialized: Secret {
        var out: [UInt8] = [Self.version]
        for key in keys {
            let moment = UInt64(bitPattern: key.sealsFrom.milliseconds)
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                out.append(UInt8(truncatingIfNeeded: moment >> shift))
            }
            key.secret.withBytes { bytes in for index in 0..<32 { out.append(bytes[index]) } }
        }
        return Secret(out)
    }

    /// Reads a ring; nil when the bytes are not one.
    public init?(serialized: Secret) {
        let bytes = serialized.withBytes { span in (0..<span.count).map { span[$0] } }
        guard bytes.first == Self.version, bytes.count > 1, (bytes.count - 1) % 40 == 0,
            bytes.count <= 1 + 40 * Limits.ringKeys
        else { return nil }
        keys = stride(from: 1, to: bytes.count, by: 40).map { start in
            let moment = bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return TokenKey(
                sealsFrom: Timestamp(milliseconds: Int64(bitPattern: moment)),
                secret: Secret(Array(bytes[start + 8..<start + 40]))
            )
        }
        keys.sort { $0.sealsFrom < $1.sealsFrom }
    }
}
