public import Base
public import Cryptography

/// The master key: seals long-term secrets before they reach the disk.
///
/// Signature Version 4 needs the clear secret, so that hashing is not possible; a stolen database
/// alone opens nothing.
public struct SealingKey: Sendable {
    private let key: Secret
    private let random: RandomSource

    /// Takes a key of 32 bytes, else nil.
    public init?(_ key: Secret, random: RandomSource) {
        guard key.count == 32 else { return nil }
        self.key = key
        self.random = random
    }

    /// Seals bytes so that they open only in the same context.
    public func seal(_ secret: Secret, context: [UInt8]) -> [UInt8] {
        secret.withBytes { bytes in
            AESGCM.seal(bytes, key: key, nonce: random.bytes(12), associated: context.span)
        }
    }

    /// Opens what `seal` made; nil when it was altered or sealed in another context.
    public func open(_ sealed: [UInt8], context: [UInt8]) -> Secret? {
        AESGCM.open(sealed.span, key: key, associated: context.span).map { Secret($0) }
    }
}
