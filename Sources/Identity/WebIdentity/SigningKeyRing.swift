public import Base
public import Cryptography
internal import Markup

/// The keys of web identity tokens: the newest pair signs, all are published.
public struct SigningKeyRing: Sendable {
    /// The pairs, oldest first.
    public private(set) var pairs: [SigningKeys]

    private static let version: UInt8 = 1

    /// A ring with one new pair; nil when no key can be made.
    public init?(now: Timestamp, random: RandomSource) {
        guard let pair = SigningKeys(signsFrom: now, random: random) else { return nil }
        pairs = [pair]
    }

    /// Adds a pair that signs from now on, and drops those that no living token needs.
    ///
    /// - Returns: false, and nothing is changed, when there are too many or none can be made.
    public mutating func rotate(now: Timestamp, random: RandomSource) -> Bool {
        prune(now: now)
        guard pairs.count < Limits.signingPairs,
            let pair = SigningKeys(signsFrom: now, random: random)
        else { return false }
        pairs.append(pair)
        return true
    }

    /// Drops the pairs that ceased to sign before the oldest token that is good was signed.
    public mutating func prune(now: Timestamp) {
        while pairs.count > 1, let last = lastUse(of: pairs[0]), last <= now {
            pairs.removeFirst()
        }
    }

    /// Until when a pair is published; nil for the one that signs.
    public func lastUse(of pair: SigningKeys) -> Timestamp? {
        guard let place = pairs.firstIndex(where: { $0.id == pair.id }), place + 1 < pairs.count
        else { return nil }
        return pairs[place + 1].signsFrom.adding(
            seconds: Limits.longestTokenSeconds + Limits.skewSeconds
        )
    }

    /// The pair that signs.
    public var signing: SigningKeys { pairs[pairs.count - 1] }

    /// The set of public keys as a document.
    ///
    /// - Source: RFC 7517, section 5; RFC 7518, section 6.
    public var document: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("keys")
        writer.beginArray()
        for key in pairs.flatMap(\.publicKeys) {
            writer.beginObject()
            writer.member("kid", key.id)
            writer.member("use", "sig")
            writer.member("alg", key.algorithm.rawValue)
            let names: [String]
            if key.algorithm == .rs256 {
                writer.member("kty", "RSA")
                names = ["n", "e"]
            } else {
                writer.member("kty", "EC")
                writer.member("crv", "P-384")
                names = ["x", "y"]
            }
            for (name, number) in zip(names, key.numbers) { writer.member(name, number) }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    // MARK: Bytes

    /// The ring as bytes, the keys in clear: seal them before they reach a disk.
    public var serialized: Secret {
        var out = SigningKeyBytes(Self.version)
        for pair in pairs { pair.write(to: &out) }
        return Secret(out.bytes)
    }

    /// Reads a ring; nil when the bytes are not one.
    public init?(serialized: Secret) {
        let bytes = serialized.withBytes { span in span.indices.map { span[$0] } }
        guard bytes.first == Self.version else { return nil }
        var reader = SigningKeyBytes.Reader(bytes.dropFirst())
        var pairs: [SigningKeys] = []
        while !reader.isAtEnd, pairs.count < Limits.signingPairs {
            guard let pair = SigningKeys(reading: &reader) else { return nil }
            pairs.append(pair)
        }
        guard reader.isAtEnd, !pairs.isEmpty else { return nil }
        self.pairs = pairs
    }
}
