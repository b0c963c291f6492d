public import Base
public import Cryptography
private import Synchronization

/// Issues and opens session tokens.
///
/// A token carries its session whole, sealed with AES-256-GCM and bound to its access key id; the
/// secret access key is derived from both. So nothing is stored, and every server that holds the key
/// ring opens every token.
public final class SessionTokens: Sendable {
    /// Temporary credentials.
    public struct Credentials: Sendable {
        /// `ASIA…`, with the account's number in it.
        public let accessKeyID: AccessKeyID
        /// 40 characters.
        public let secretAccessKey: String
        /// What to send as `X-Amz-Security-Token`.
        public let sessionToken: String
        /// When they end.
        public let expiration: Timestamp
    }

    /// The longest token that is looked at, in bytes: twice what this server issues.
    public static let tokenLimit = 8192

    private static let version: UInt8 = 1
    private static let headerCount = 5

    private let ring: Mutex<KeyRing>
    private let random: RandomSource

    /// Takes the keys.
    public init(ring: KeyRing, random: RandomSource) {
        self.ring = Mutex(ring)
        self.random = random
    }

    /// Uses another ring from now on.
    public func replaceRing(_ ring: KeyRing) {
        self.ring.withLock { $0 = ring }
    }

    /// Makes credentials for a session.
    public func issue(_ claims: SessionClaims) -> Credentials {
        let key = ring.withLock { $0.newest }
        let id = AccessKeyID.make(.temporaryKey, account: claims.account, random: random)
        var token = [Self.version]
        for shift in [24, 16, 8, 0] { token.append(UInt8(truncatingIfNeeded: key.id >> UInt32(shift))) }
        let associated = token + Array(id.text.utf8)
        let nonce = random.bytes(12)
        let bytes = claims.bytes
        token += AESGCM.seal(
            bytes.span, key: key.secret, nonce: nonce, associated: associated.span)
        return Credentials(
            accessKeyID: id,
            secretAccessKey: String(decoding: secret(key, id, nonce[...]), as: UTF8.self),
            sessionToken: Base64.text(token), expiration: claims.expiresAt)
    }

    /// The session that a token carries, and its secret; nil when the token is not ours, is damaged,
    /// or belongs to another access key id. Whether the session has ended is the caller's to check.
    public func open(
        _ token: String, for id: AccessKeyID
    ) -> (claims: SessionClaims, secret: Secret)? {
        guard token.utf8.count <= Self.tokenLimit, let bytes = Base64.bytes(token.utf8),
            bytes.count > Self.headerCount + AESGCM.overhead, bytes[0] == Self.version
        else { return nil }
        let keyID = bytes[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let key = ring.withLock({ $0.key(id: keyID) }) else { return nil }
        let associated = bytes[..<Self.headerCount] + Array(id.text.utf8)
        let sealed = bytes.span.extracting(Self.headerCount...)
        guard
            let opened = AESGCM.open(sealed, key: key.secret, associated: Array(associated).span),
            let claims = SessionClaims(bytes: opened)
        else { return nil }
        let nonce = bytes[Self.headerCount..<Self.headerCount + 12]
        return (claims, Secret(secret(key, id, nonce)))
    }

    /// 30 bytes of a code over key id and nonce, in the 40 characters that AWS's secrets have.
    private func secret(_ key: KeyRing.Key, _ id: AccessKeyID, _ nonce: ArraySlice<UInt8>) -> [UInt8] {
        let message = Array("secret access key\n".utf8) + Array(id.text.utf8) + nonce
        let code = key.secret.withBytes { HMACSHA256.code(of: message.span, key: $0) }
        return Array(Base64.text(code.bytes[..<30]).utf8)
    }
}
