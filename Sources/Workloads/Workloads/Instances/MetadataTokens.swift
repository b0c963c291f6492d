package import Base
private import Cryptography

/// The tokens of the metadata service: sealed, so that none need be remembered.
///
/// A token is good for one instance and one life of the agent.
package struct MetadataTokens: Sendable {
    private let key: Secret
    private let random: RandomSource

    /// Makes a key that nobody else has.
    package init(random: RandomSource) {
        key = Secret(random.bytes(32))
        self.random = random
    }

    /// A token for an instance.
    package func make(for instance: String, until end: Timestamp) -> String {
        var bytes: [UInt8] = []
        for index in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: end.milliseconds >> (56 - 8 * Int64(index))))
        }
        let name = Array(instance.utf8)
        let sealed = AESGCM.seal(
            bytes.span,
            key: key,
            nonce: random.bytes(12),
            associated: name.span
        )
        return Base64.text(sealed, .url)
    }

    /// Whether a token was made for the instance and has not ended.
    package func holds(_ token: String, for instance: String, at now: Timestamp) -> Bool {
        guard token.utf8.count <= 64, let sealed = Base64.bytes(token.utf8, .url) else {
            return false
        }
        let name = Array(instance.utf8)
        guard let opened = AESGCM.open(sealed.span, key: key, associated: name.span) else {
            return false
        }
        let end = opened.reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return now.milliseconds < end
    }
}
