public import Base
internal import Cryptography

/// A pair of keys that sign web identity tokens: one for each algorithm.
///
/// - Source: STS API Reference, GetWebIdentityToken, `SigningAlgorithm`.
public struct SigningKeys: Sendable {
    /// Which pair; the names of its keys begin with it.
    public let id: String
    /// From when on it signs.
    public let signsFrom: Timestamp
    private let keys: [(algorithm: SignatureAlgorithm, key: SignatureKey)]

    private static let algorithms: [(SignatureAlgorithm, PublicKey.Kind)] = [
        (.rs256, .rsa), (.es384, .ellipticCurve(.p384)),
    ]

    /// New keys; nil when none can be made.
    init?(signsFrom: Timestamp, random: RandomSource) {
        self.signsFrom = signsFrom
        id = Hex.text(random.bytes(8))
        var keys: [(SignatureAlgorithm, SignatureKey)] = []
        for (algorithm, kind) in Self.algorithms {
            guard let key = SignatureKey(generating: kind) else { return nil }
            keys.append((algorithm, key))
        }
        self.keys = keys
    }

    /// The name of the key for an algorithm.
    func name(_ algorithm: SignatureAlgorithm) -> String {
        "\(id)-\(algorithm.rawValue.lowercased())"
    }

    /// The key for an algorithm; nil for algorithms that are not offered.
    func key(_ algorithm: SignatureAlgorithm) -> SignatureKey? {
        keys.first { $0.algorithm == algorithm }?.key
    }

    /// The public keys, as RFC 7517 writes them.
    var publicKeys: [PublishedKey] {
        keys.map { entry in
            PublishedKey(
                id: name(entry.algorithm),
                algorithm: entry.algorithm,
                numbers: entry.key.publicNumbers.map { Base64.text($0, .url) }
            )
        }
    }

    // MARK: Bytes

    func write(to out: inout SigningKeyBytes) {
        out.put(Array(id.utf8))
        out.put(signsFrom)
        for entry in keys { entry.key.der.withBytes { out.put($0) } }
    }

    init?(reading input: inout SigningKeyBytes.Reader) {
        guard let id = input.bytes(), let signsFrom = input.time() else { return nil }
        self.id = String(decoding: id, as: UTF8.self)
        self.signsFrom = signsFrom
        var keys: [(SignatureAlgorithm, SignatureKey)] = []
        for (algorithm, kind) in Self.algorithms {
            guard let der = input.bytes(), let key = SignatureKey(der: Secret(der), kind: kind)
            else { return nil }
            keys.append((algorithm, key))
        }
        self.keys = keys
    }
}

/// A public key as an issuer publishes it.
struct PublishedKey {
    let id: String
    let algorithm: SignatureAlgorithm
    /// Modulus and exponent, or the coordinates, in base 64 for URLs.
    let numbers: [String]
}
