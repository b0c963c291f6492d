public import Base

/// What a session token says; sealed, so that only this server's keys can have written it.
public struct SessionClaims: Hashable, Sendable {
    /// How the session began.
    public enum Kind: UInt8, Sendable {
        /// AssumeRole and its kin.
        case role = 1
        /// GetSessionToken of a user.
        case user = 2
        /// GetSessionToken of the root user.
        case root = 3
        /// GetFederationToken.
        case federatedUser = 4
    }

    /// How the session began.
    public var kind: Kind
    /// The account that the session acts in.
    public var account: AccountID
    /// The unique id of the role or user that the session stands on: gone with it, so is the session.
    public var entityID: String
    /// The role session's name, or the federated user's.
    public var name: String
    /// When it was issued, in whole seconds.
    public var issuedAt: Timestamp
    /// When it ends, in whole seconds.
    public var expiresAt: Timestamp
    /// When the caller proved a second factor; nil without one.
    public var multiFactorAt: Timestamp?
    /// Who is behind it, unchangeable along a chain.
    public var sourceIdentity: String?
    /// The session tags.
    public var tags: [Tag] = []
    /// The keys of those tags that go along a chain.
    public var transitiveTagKeys: [String] = []
    /// The session policy, as JSON without white space.
    public var policy: String?
    /// The ARNs of managed policies that bound the session.
    public var policyARNs: [String] = []
    /// The ARN of the identity provider that vouched for it.
    public var provider: String?
    /// Condition keys that stay with the session, such as those of a provider.
    public var context: [Tag] = []

    /// Starts claims with what every session has.
    public init(
        kind: Kind, account: AccountID, entityID: String, name: String = "", issuedAt: Timestamp,
        expiresAt: Timestamp
    ) {
        self.kind = kind
        self.account = account
        self.entityID = entityID
        self.name = name
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }

    /// How many bytes of the token the session policies and tags take.
    ///
    /// AWS packs them in a form that it does not publish; this is ours.
    public var packedBytes: Int {
        var bytes = policy.map { $0.utf8.count } ?? 0
        for arn in policyARNs { bytes += arn.utf8.count + 2 }
        for tag in tags { bytes += tag.key.utf8.count + tag.value.utf8.count + 4 }
        return bytes
    }

    /// How many bytes of session policies and tags a token takes, so that it stays within 4 KiB.
    public static let packedLimit = 2800

    /// The part of `packedLimit` in use, in per cent, rounded up.
    public var packedPercent: Int {
        (packedBytes * 100 + Self.packedLimit - 1) / Self.packedLimit
    }
}
