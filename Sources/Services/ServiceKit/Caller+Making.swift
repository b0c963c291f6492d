internal import Base
internal import Directory
internal import PolicyEngine
internal import Tokens

extension Caller {
    /// The owner of a long-term key.
    convenience init(_ credential: Credential) {
        let kind: Kind
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
        self.init(
            kind: kind,
            account: credential.account,
            principal: credential.principal,
            userID: userID,
            accessKeyID: credential.key.id,
            secret: credential.secret,
            secretVersion: UInt64(clamping: credential.key.createDate.milliseconds),
            authorization: authorization,
            lastUse: credential.lastUse,
            activity: credential.activity,
            stamp: credential.stamp
        )
    }

    /// The bearer of a session token; nil when the user or role that it stands on is gone.
    convenience init?(
        _ session: Session,
        token: ArraySlice<UInt8>,
        in directory: Directory
    ) throws {
        try self.init(session.claims, session: session, token: token, in: directory)
    }

    /// The bearer of a session whose keys nobody gets; nil when the role that it stands on is gone.
    convenience init?(bearerOf claims: SessionClaims, in directory: Directory) throws {
        try self.init(claims, session: nil, token: nil, in: directory)
    }

    private convenience init?(
        _ claims: SessionClaims,
        session: Session?,
        token: ArraySlice<UInt8>?,
        in directory: Directory
    ) throws {
        let account = claims.account
        guard let base = try Base(claims, directory) else { return nil }
        self.init(
            kind: base.kind,
            account: account,
            principal: base.principal,
            userID: base.userID,
            accessKeyID: session?.accessKeyID,
            session: claims,
            token: token,
            secret: session?.secretAccessKey,
            authorization: base.authorization,
            activity: directory.activity(ofPrincipal: claims.subject.principalID, in: account),
            stamp: base.stamp
        )
    }

    /// What a session stands on.
    private struct Base {
        var kind: Kind
        var principal: Principal
        var userID: String
        var authorization: Authorization
        var stamp: RevisionStamp

        init?(_ claims: SessionClaims, _ directory: Directory) throws {
            let account = claims.account
            switch claims.subject {
            case .root:
                guard let stamp = try directory.stamp(of: account) else { return nil }
                self.init(
                    kind: .root,
                    principal: .root(account),
                    userID: account.description,
                    authorization: Authorization(),
                    stamp: stamp
                )
            case .user(let id, _):
                guard let state = try directory.userState(id: id, in: account) else { return nil }
                self.init(
                    kind: .user(state.user),
                    principal: state.principal,
                    userID: state.user.id,
                    authorization: state.authorization,
                    stamp: state.stamp
                )
            case .assumedRole(_, let id, let name):
                guard let state = try directory.roleState(id: id, in: account) else { return nil }
                let role = state.role
                let arn = role.sessionARN(name)
                self.init(
                    kind: .role(role),
                    principal: .roleSession(account, arn: arn, roleARN: role.arn, roleID: role.id),
                    userID: "\(role.id):\(name)",
                    authorization: state.authorization,
                    stamp: state.stamp
                )
            case .federatedUser(let name, let id?):
                guard let state = try directory.userState(id: id, in: account) else { return nil }
                self.init(
                    kind: .federatedUser(state.user),
                    principal: .federatedUser(
                        account,
                        arn: FederatedUser.arn(name, in: account),
                        userARN: state.user.arn,
                        userID: state.user.id
                    ),
                    userID: FederatedUser.id(name, in: account),
                    authorization: state.authorization,
                    stamp: state.stamp
                )
            case .federatedUser(let name, nil):
                guard let stamp = try directory.stamp(of: account) else { return nil }
                self.init(
                    kind: .federatedUser(nil),
                    principal: .federatedUser(
                        account,
                        arn: FederatedUser.arn(name, in: account)
                    ),
                    userID: FederatedUser.id(name, in: account),
                    authorization: Authorization(identity: FederatedUser.powersOfRoot),
                    stamp: stamp
                )
            }
            authorization.session = try SessionPolicies.layer(claims, directory)
        }

        private init(
            kind: Kind,
            principal: Principal,
            userID: String,
            authorization: Authorization,
            stamp: RevisionStamp
        ) {
            self.kind = kind
            self.principal = principal
            self.userID = userID
            self.authorization = authorization
            self.stamp = stamp
        }
    }
}

extension SessionClaims.Subject {
    /// The user or role that answers for what the session does.
    fileprivate var principalID: String {
        switch self {
        case .root: PrincipalID.root
        case .user(let id, _): id
        case .assumedRole(_, let id, _): id
        case .federatedUser(_, let id): id ?? PrincipalID.root
        }
    }
}
