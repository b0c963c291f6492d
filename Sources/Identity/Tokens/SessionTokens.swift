public import Base
public import Cryptography
import Synchronization

/// Issues session tokens and opens them.
///
/// A token is: a version, the id of a key, a nonce, the claims under AES-256-GCM, and the tag; all in
/// base 64 for URLs, so that nothing has to be escaped in presigned requests. The access key id is
/// authenticated with it, and the secret access key is derived from key, id and nonce. Nothing is
/// stored: any node with the ring opens it.
public final class SessionTokens: Sendable {
    private static let version: UInt8 = 1
    private static let headLength = 17
    private static let nonceRange = 5..<17
    /// The bytes of a token around its claims.
    private static let bareLength = 5 + AESGCM.overhead

    private let ring: Mutex<TokenKeyRing>
    private let cache: SessionCache
    private let random: RandomSource

    /// Tokens under the keys of a ring.
    public init(
        ring: TokenKeyRing,
        random: RandomSource = .secure,
        cachedSessions: Int? = nil
    ) {
        self.ring = Mutex(ring)
        self.random = random
        cache = SessionCache(capacity: cachedSessions ?? Limits.cachedSessions)
    }

    /// The keys.
    ///
    /// Replacing them takes effect at once, also on sessions that were opened before.
    public var keys: TokenKeyRing {
        get { ring.withLock { $0 } }
        set {
            ring.withLock { $0 = newValue }
            cache.removeAll()
        }
    }

    /// How often the keys were replaced: what was opened before may not open any more.
    public var generation: UInt64 { cache.number }

    /// Issues a token for a new access key.
    ///
    /// A token that would be shorter than the least size is padded within its seal.
    ///
    /// - Throws: When session policies and tags pass their packed limit, so that no token is issued
    ///   that would be too long to open.
    public func issue(
        _ claims: SessionClaims,
        now: Timestamp,
        leastSize: Int = 0
    ) throws(PackedSizeExceeded) -> SessionCredentials {
        var claims = claims
        let restrictions = claims.restrictions
        let packed = restrictions.isEmpty ? nil : restrictions.packed
        let percent = packed.map(restrictions.percent)
        if let percent, percent > 100 { throw PackedSizeExceeded(percent: percent) }
        claims.pad(toAtLeast: (leastSize * 3 + 3) / 4 - Self.bareLength, packed)
        let key = ring.withLock { $0 }.sealing(at: now)
        let accessKeyID = AccessKeyID.make(.temporaryKey, account: claims.account, random: random)
        let nonce = random.bytes(12)
        var token = Self.head(key.id)
        let associated = Self.associated(token, accessKeyID)
        let claimBytes = claims.encoded(packed)
        token += AESGCM.seal(
            claimBytes.span,
            key: key.sealingKey(accessKeyID, nonce.span),
            nonce: nonce,
            associated: associated.span
        )
        return SessionCredentials(
            accessKeyID: accessKeyID,
            secretAccessKey: key.secretAccessKey(accessKeyID, nonce.span),
            sessionToken: Base64.text(token, .url),
            expiresAt: claims.expiresAt,
            packedSizePercent: percent
        )
    }

    /// Opens the token that a request carries beside an access key id.
    ///
    /// - Throws: `malformed` or `foreign`, for which AWS has one answer, or `expired`.
    /// - Complexity: A look-up when the token was opened before.
    public func open(
        _ token: ArraySlice<UInt8>,
        accessKeyID: AccessKeyID,
        now: Timestamp
    ) throws(TokenFailure) -> Session {
        let session: Session
        if let known = cache.session(accessKeyID, token: token) {
            session = known
        } else {
            let number = cache.number
            session = try unseal(token, accessKeyID)
            if session.claims.expiresAt > now { cache.insert(session, asOf: number) }
        }
        guard session.claims.expiresAt > now else {
            cache.remove(accessKeyID)
            throw .expired
        }
        return session
    }

    private func unseal(
        _ token: ArraySlice<UInt8>,
        _ accessKeyID: AccessKeyID
    ) throws(TokenFailure) -> Session {
        guard token.count <= Limits.tokenText, let bytes = Base64.bytes(token, .url),
            bytes.count >= Self.headLength + 16, bytes[0] == Self.version
        else { throw .malformed }
        let keyID = KeyID.read(bytes, at: 1)
        guard let key = ring.withLock({ $0.key(keyID) }) else { throw .foreign }
        let nonce = bytes[Self.nonceRange]
        let associated = Self.associated(Self.head(keyID), accessKeyID)
        let sealed = bytes[5...]
        guard
            let claims = AESGCM.open(
                sealed.span,
                key: key.sealingKey(accessKeyID, nonce.span),
                associated: associated.span
            )
        else { throw .foreign }
        return Session(
            accessKeyID: accessKeyID,
            secretAccessKey: key.secretAccessKey(accessKeyID, nonce.span),
            claims: try SessionClaims(encoded: claims),
            token: Array(token),
            keyID: keyID
        )
    }

    private static func head(_ keyID: UInt32) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(5)
        head.append(version)
        KeyID.append(keyID, to: &head)
        return head
    }

    private static func associated(_ head: [UInt8], _ accessKeyID: AccessKeyID) -> [UInt8] {
        var associated: [UInt8] = []
        associated.reserveCapacity(64)
        associated.append(utf8: "rolecall session token")
        associated.append(contentsOf: head)
        associated.append(utf8: accessKeyID.text)
        return associated
    }
}
