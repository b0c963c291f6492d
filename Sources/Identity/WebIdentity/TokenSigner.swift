public import Base
public import Cryptography
internal import Markup
private import Synchronization

/// Signs the web identity tokens of all accounts of a node.
///
/// Its keys are made when they are first needed, and kept before they are used.
public final class TokenSigner: Sendable {
    /// How long a pair of keys signs before another takes its place, in seconds: a day.
    public static let signingSeconds: Int64 = 86_400

    private let held: Mutex<SigningKeyRing?>
    private let clock: Clock
    private let random: RandomSource
    private let keep: @Sendable (SigningKeyRing) throws -> Void

    /// Why there is no other key.
    public enum Failure: Error, Sendable {
        /// There are too many whose tokens may still be good, or OpenSSL made none.
        case noKey
    }

    /// Takes the keys that were kept, and what writes a ring down for good.
    public init(
        _ ring: SigningKeyRing? = nil,
        clock: Clock,
        random: RandomSource,
        keep: @escaping @Sendable (SigningKeyRing) throws -> Void = { _ in }
    ) {
        held = Mutex(ring)
        self.clock = clock
        self.random = random
        self.keep = keep
    }

    /// The keys, once there are some.
    public var keys: SigningKeyRing? { held.withLock { $0 } }

    /// The keys, made now if there are none.
    public func ring() throws -> SigningKeyRing {
        try held.withLock { held in
            if let held { return held }
            guard let made = SigningKeyRing(now: clock.now, random: random) else {
                throw Failure.noKey
            }
            try keep(made)
            held = made
            return made
        }
    }

    /// A token with these claims; nil for algorithms that are not offered.
    ///
    /// - Source: RFC 7515, section 3.1.
    public func token(_ claims: [UInt8], by algorithm: SignatureAlgorithm) throws -> String? {
        let pair = try ring().signing
        guard let key = pair.key(algorithm) else { return nil }
        var header = JSONWriter()
        header.beginObject()
        header.member("alg", algorithm.rawValue)
        header.member("kid", pair.name(algorithm))
        header.member("typ", "JWT")
        header.endObject()
        let signed = "\(Base64.text(header.bytes, .url)).\(Base64.text(claims, .url))"
        guard let signature = key.signature(of: Array(signed.utf8), by: algorithm) else {
            throw Failure.noKey
        }
        return "\(signed).\(Base64.text(signature, .url))"
    }

    /// Lets new keys sign from now on; the old ones are published to the end of their tokens.
    ///
    /// Does nothing while there are none.
    public func rotate() throws {
        try held.withLock { held in
            guard var ring = held else { return }
            guard ring.rotate(now: clock.now, random: random) else { throw Failure.noKey }
            try keep(ring)
            held = ring
        }
    }

    /// Changes the keys when they have signed long enough.
    ///
    /// - Returns: whether they were changed.
    public func rotateIfDue() throws -> Bool {
        guard let signing = keys?.signing,
            signing.signsFrom.adding(seconds: Self.signingSeconds) <= clock.now
        else { return false }
        try rotate()
        return true
    }
}
