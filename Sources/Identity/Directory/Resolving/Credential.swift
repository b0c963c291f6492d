public import Base
public import Cryptography
public import PolicyEngine

/// A long-term access key and whose it is, as of one revision of its account.
public final class Credential: Sendable {
    /// Whose key it is.
    public enum Owner: Sendable {
        /// The root user of the account.
        case root
        /// A user.
        case user(UserState)
    }

    /// The key.
    public let key: AccessKey
    /// The clear secret.
    public let secret: Secret
    /// Whose key it is.
    public let owner: Owner
    /// The owner as policies name it.
    public let principal: Principal
    /// Where and when the key was used last.
    public let lastUse: LastUse
    /// Where the actions of the key's owner are noted.
    public let activity: Activity
    /// Valid while it is current.
    public let stamp: RevisionStamp

    /// The account that the key opens.
    public var account: AccountID { key.account }
    /// Whether the key opens anything.
    public var isActive: Bool { key.status == .active }

    init(
        key: AccessKey,
        secret: Secret,
        owner: Owner,
        lastUse: LastUse,
        activity: Activity,
        stamp: RevisionStamp
    ) {
        self.key = key
        self.secret = secret
        self.owner = owner
        principal =
            switch owner {
            case .root: .root(key.account)
            case .user(let state): state.principal
            }
        self.lastUse = lastUse
        self.activity = activity
        self.stamp = stamp
    }
}
