public import Base
internal import Cryptography
public import Directory
public import HTTPMessage
internal import PolicyEngine
public import Signature
private import Synchronization
public import Tokens

/// Proves who sent a request.
public final class Authenticator: Sendable {
    /// How many callers are kept: some 10 KiB each with their policies at most.
    private static let keptLimit = 10_000

    private let directory: Directory
    private let tokens: SessionTokens
    private let signingKeys = SigningKeyCache()
    private let kept = Mutex<[AccessKeyID: Kept]>([:])

    private struct Kept {
        let caller: Caller
        /// Which keys opened its token.
        let generation: UInt64
    }

    /// Takes what callers are made from.
    public init(directory: Directory, tokens: SessionTokens) {
        self.directory = directory
        self.tokens = tokens
    }

    /// The caller that signed a request whose body is here; for all services but S3.
    ///
    /// The order is AWS's: scope, then the key and its token, then the times, the signature last.
    ///
    /// - Throws: `SignatureFailure`.
    public func authenticate(
        _ head: RequestHead,
        _ signed: SignedRequest,
        service: StaticString,
        body: borrowing Span<UInt8>,
        now: Timestamp
    ) throws(SignatureFailure) -> Caller {
        let (caller, key) = try admit(signed, service: service, now: now)
        try signed.verify(head, body: body, key: key)
        caller.lastUse?.record(
            now,
            service: service.description,
            region: signed.scope.region
        )
        return caller
    }

    /// The caller that signed a request to S3, before its body; the key is for signed chunks.
    ///
    /// - Throws: `SignatureFailure`.
    public func authenticate(
        _ head: RequestHead,
        _ signed: SignedRequest,
        now: Timestamp
    ) throws(SignatureFailure) -> (caller: Caller, key: SigningKey) {
        let (caller, key) = try admit(signed, service: "s3", now: now)
        try signed.verify(head, key: key)
        caller.lastUse?.record(now, service: "s3", region: signed.scope.region)
        return (caller, key)
    }

    /// Whether a request to another service than S3 names a key that could have signed it now.
    ///
    /// For what has to be decided before the body is here; it proves nothing.
    public func knows(
        _ signed: SignedRequest,
        service: StaticString,
        now: Timestamp
    ) -> Bool {
        do throws(SignatureFailure) {
            _ = try admit(signed, service: service, now: now)
            return true
        } catch { return false }
    }

    private func admit(
        _ signed: SignedRequest,
        service: StaticString,
        now: Timestamp
    ) throws(SignatureFailure) -> (Caller, SigningKey) {
        try signed.checkScope(service: service)
        let caller = try caller(signed.accessKeyID, token: signed.sessionToken, now: now)
        try signed.checkTime(now: now)
        guard let secret = caller.secret else { throw .unknownAccessKey(signed.accessKeyID.text) }
        let version = caller.secretVersion
        let key =
            signingKeys.key(for: signed, version: version)
            ?? signingKeys.derive(for: signed, version: version, secretAccessKey: secret)
        return (caller, key)
    }

    private func caller(
        _ id: AccessKeyID,
        token: ArraySlice<UInt8>?,
        now: Timestamp
    ) throws(SignatureFailure) -> Caller {
        let generation = id.isTemporary ? tokens.generation : 0
        let found = kept.withLock { $0[id] }
        if let found, found.generation == generation, found.caller.stamp?.isCurrent == true,
            isSame(found.caller.token, token)
        {
            let known = found.caller
            if let session = known.session, session.expiresAt <= now { throw .expiredToken }
            return known
        }
        let caller =
            if id.isTemporary {
                try sessionCaller(id, token: token, now: now)
            } else {
                try keyCaller(id, token: token)
            }
        kept.withLock { kept in
            if kept.count >= Self.keptLimit { kept.removeAll(keepingCapacity: true) }
            kept[id] = Kept(caller: caller, generation: generation)
        }
        return caller
    }

    private func isSame(_ left: ArraySlice<UInt8>?, _ right: ArraySlice<UInt8>?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return ConstantTime.isEqual(left.span, right.span)
    }

    private func keyCaller(
        _ id: AccessKeyID,
        token: ArraySlice<UInt8>?
    ) throws(SignatureFailure) -> Caller {
        let found: Credential?
        do { found = try directory.credential(id) } catch { found = nil }
        guard let credential = found, credential.isActive else {
            throw .unknownAccessKey(id.text)
        }
        // A long-term key has no token: one that comes with it belongs to another key.
        guard token == nil else { throw .invalidToken }
        return Caller(credential)
    }

    private func sessionCaller(
        _ id: AccessKeyID,
        token: ArraySlice<UInt8>?,
        now: Timestamp
    ) throws(SignatureFailure) -> Caller {
        guard let token else { throw .unknownAccessKey(id.text) }
        let session: Session
        do throws(TokenFailure) {
            session = try tokens.open(token, accessKeyID: id, now: now)
        } catch {
            // S3 tells a token that it cannot read from one that is not this key's.
            switch error {
            case .expired: throw .expiredToken
            case .malformed: throw .invalidToken
            case .foreign: throw .unknownAccessKey(id.text)
            }
        }
        let made: Caller?
        do {
            made = try Caller(session, token: Array(token)[...], in: directory)
        } catch { made = nil }
        guard let made else { throw .unknownAccessKey(id.text) }
        return made
    }
}
