public import Base
public import Cryptography
public import Directory
public import HTTPMessage
internal import PolicyEngine
internal import PolicyLanguage
public import Signature
private import Synchronization
public import Tokens

/// Proves who sent a request.
public final class Authenticator: Sendable {
    /// How many callers are kept: some 10 KiB each with their policies at most.
    private static let keptLimit = 10_000

    private let directory: Directory
    private let tokens: SessionTokens
    private let kept = Mutex<[AccessKeyID: Caller]>([:])

    /// Takes what callers are made from.
    public init(directory: Directory, tokens: SessionTokens) {
        self.directory = directory
        self.tokens = tokens
    }

    /// The caller that signed the request, once the signature is proven.
    ///
    /// The order is AWS's: scope and time, then the key and its token, then the session's end, and
    /// the signature last.
    ///
    /// - Parameter bodyHash: The SHA-256 of the body, for services that sign all of it.
    /// - Throws: `SignatureFailure`.
    public func authenticate(
        _ head: RequestHead, _ signed: SignedRequest, service: String, bodyHash: Digest256?,
        now: Timestamp
    ) throws(SignatureFailure) -> Caller {
        try SignatureCheck.admit(head, signed, service: service, now: now)
        if let bodyHash, let announced = signed.announcedHash, !announced.isEqual(to: bodyHash) {
            throw .bodyMismatch(announced: announced.hex, computed: bodyHash.hex)
        }
        let caller = try caller(signed.accessKeyID, token: signed.sessionToken)
        if let session = caller.session, session.expiresAt <= now { throw .expiredToken }
        guard let keys = caller.signingKeys else { throw .unknownKey(signed.accessKeyID.text) }
        try SignatureCheck.verify(head, signed, bodyHash: bodyHash, key: keys.key(for: signed))
        return caller
    }

    /// The key that proved a request, for the signatures of its chunks.
    public func signingKey(of caller: Caller, for signed: SignedRequest) -> Digest256? {
        caller.signingKeys?.key(for: signed)
    }

    private func caller(
        _ id: AccessKeyID, token: String?
    ) throws(SignatureFailure) -> Caller {
        if let caller = kept.withLock({ $0[id] }), caller.stamp?.isCurrent == true,
            caller.token == token
        {
            return caller
        }
        let caller = try id.isTemporary ? sessionCaller(id, token: token) : keyCaller(id, token: token)
        kept.withLock { kept in
            if kept.count >= Self.keptLimit { kept.removeAll(keepingCapacity: true) }
            kept[id] = caller
        }
        return caller
    }

    // MARK: Long-term keys

    private func keyCaller(_ id: AccessKeyID, token: String?) throws(SignatureFailure) -> Caller {
        let found: Credential?
        do { found = try directory.credential(id) } catch { found = nil }
        guard let credential = found, credential.isActive else { throw .unknownKey(id.text) }
        // A long-term key has no token: one that comes with it belongs to another key.
        guard token == nil else { throw .invalidToken }
        let kind: Caller.Kind
        let userID: String
        let authorization: Authorization
        switch credential.owner {
        case .root:
            kind = .root
            userID = credential.account.description
            authorization = Authorization()
        case .user(let state):
            kind = .user(state.user)
            userID = state.user.id
            authorization = state.authorization
        }
        return Caller(
            kind: kind, account: credential.account, principal: credential.principal,
            userID: userID, accessKeyID: id, session: nil, token: nil,
            authorization: authorization, signingKeys: SigningKeyCache(secret: credential.secret),
            stamp: credential.stamp)
    }

    // MARK: Sessions

    private func sessionCaller(
        _ id: AccessKeyID, token: String?
    ) throws(SignatureFailure) -> Caller {
        guard let token, let (session, secret) = tokens.open(token, for: id) else {
            throw .invalidToken
        }
        let made: Caller?
        do { made = try caller(id, token, session, secret) } catch { made = nil }
        guard let made else { throw .invalidToken }
        return made
    }

    /// Nil when the user or role that the session stands on is gone.
    private func caller(
        _ id: AccessKeyID, _ token: String, _ session: SessionClaims, _ secret: Secret
    ) throws -> Caller? {
        let account = session.account
        let keys = SigningKeyCache(secret: secret)
        switch session.kind {
        case .root:
            guard let stamp = try directory.stamp(of: account) else { return nil }
            return Caller(
                kind: .root, account: account, principal: .root(account),
                userID: account.description, accessKeyID: id, session: session, token: token,
                authorization: Authorization(), signingKeys: keys, stamp: stamp)
        case .user:
            guard let state = try directory.userState(id: session.entityID, in: account) else {
                return nil
            }
            return Caller(
                kind: .user(state.user), account: account, principal: state.principal,
                userID: state.user.id, accessKeyID: id, session: session, token: token,
                authorization: state.authorization, signingKeys: keys, stamp: state.stamp)
        case .role:
            guard let state = try directory.roleState(id: session.entityID, in: account) else {
                return nil
            }
            let role = state.role
            var authorization = state.authorization
            authorization.session = try SessionPolicies.layer(session, directory)
            let arn = "arn:aws:sts::\(account):assumed-role/\(role.name)/\(session.name)"
            return Caller(
                kind: .role(role), account: account,
                principal: .roleSession(account, arn: arn, roleARN: role.arn, roleID: role.id),
                userID: "\(role.id):\(session.name)", accessKeyID: id, session: session,
                token: token, authorization: authorization, signingKeys: keys, stamp: state.stamp)
        case .federatedUser:
            guard let state = try directory.userState(id: session.entityID, in: account) else {
                return nil
            }
            var authorization = state.authorization
            authorization.session = try SessionPolicies.layer(session, directory)
            let arn = "arn:aws:sts::\(account):federated-user/\(session.name)"
            return Caller(
                kind: .federatedUser, account: account,
                principal: .federatedUser(
                    account, arn: arn, userARN: state.user.arn, userID: state.user.id),
                userID: "\(account):\(session.name)", accessKeyID: id, session: session,
                token: token, authorization: authorization, signingKeys: keys, stamp: state.stamp)
        }
    }
}
