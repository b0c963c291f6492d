public import Base
internal import Cryptography
public import Directory
public import PolicyEngine
public import Tokens

/// Who sent a request: proven, with all that bears on what it may do.
///
/// Made once for a credential and kept as long as nothing of its account has changed.
public final class Caller: Sendable {
    /// The kinds of callers.
    public enum Kind: Sendable {
        /// The root user, with its own key or a session of it.
        case root
        /// A user, with its own key or a session of it.
        case user(User)
        /// A session of a role.
        case role(Role)
        /// A session of GetFederationToken; of the user that asked for it, nil for root.
        case federatedUser(User?)
        /// A service, or a provider's user, whose proof an operation has checked; without a session.
        case proven
        /// Nobody: the request is unsigned.
        case anonymous
    }

    /// What kind of caller.
    public let kind: Kind
    /// The account that it belongs to; for the proven and the anonymous, one that cannot exist.
    public let account: AccountID
    /// The caller as policies name it.
    public let principal: Principal
    /// `aws:userid`: `AIDA…`, `AROA…:session`, `account:name`, or the account.
    public let userID: String
    /// The key that it signed with.
    public let accessKeyID: AccessKeyID?
    /// The session; nil for long-term keys.
    public let session: SessionClaims?
    /// What it may do.
    public let authorization: Authorization
    /// The condition keys that follow from the caller alone.
    public let context: RequestContext
    /// The token that the session came with.
    let token: ArraySlice<UInt8>?
    /// What its signatures are made with; nil for the proven and the anonymous.
    let secret: Secret?
    /// Tells secrets of one key id apart.
    let secretVersion: UInt64
    /// Where the use of a long-term key is noted.
    let lastUse: LastUse?
    /// Where what the principal behind it asks for is noted; nil for the proven and the anonymous.
    let activity: Activity?
    /// Valid while it is current; nil for the proven and the anonymous.
    let stamp: RevisionStamp?

    init(
        kind: Kind,
        account: AccountID,
        principal: Principal,
        userID: String,
        accessKeyID: AccessKeyID? = nil,
        session: SessionClaims? = nil,
        token: ArraySlice<UInt8>? = nil,
        secret: Secret? = nil,
        secretVersion: UInt64 = 0,
        authorization: Authorization,
        lastUse: LastUse? = nil,
        activity: Activity? = nil,
        stamp: RevisionStamp?
    ) {
        self.kind = kind
        self.account = account
        self.principal = principal
        self.userID = userID
        self.accessKeyID = accessKeyID
        self.session = session
        self.token = token
        self.authorization = authorization
        self.secret = secret
        self.lastUse = lastUse
        self.activity = activity
        self.secretVersion = secretVersion
        self.stamp = stamp
        context = Self.context(kind, account, principal, userID, session)
    }

    /// The ARN that errors and GetCallerIdentity show.
    public var arn: String { principal.name }

    /// Whether it is the root user of its account.
    public var isRoot: Bool {
        if case .root = kind { true } else { false }
    }

    /// Whether it came with temporary credentials.
    public var isTemporary: Bool { session != nil }

    /// Somebody outside of all accounts, whose proof the operation has checked: what only a
    /// resource's policy can let pass.
    ///
    /// - Parameters:
    ///   - principal: a service, or a user of an identity provider.
    ///   - userID: `aws:userid`.
    /// - Returns: the caller, for `Call.authorize(_:as:)`.
    public static func proven(_ principal: Principal, userID: String) -> Caller {
        Caller(
            kind: .proven,
            account: nobody,
            principal: principal,
            userID: userID,
            authorization: Authorization(),
            stamp: nil
        )
    }

    private static let nobody: AccountID = {
        guard let nobody = AccountID(number: 0) else { preconditionFailure("zero has 12 digits") }
        return nobody
    }()

    /// Nobody.
    public static let anonymous = Caller(
        kind: .anonymous,
        account: nobody,
        principal: .anonymous,
        userID: "anonymous",
        authorization: Authorization(),
        stamp: nil
    )
}
