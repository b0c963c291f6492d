public import Base

/// What a session token says: who acts, since when, until when, and under what restrictions.
public struct SessionClaims: Sendable, Hashable {
    /// Whose session it is.
    public enum Subject: Sendable, Hashable {
        /// AssumeRole and its relatives.
        ///
        /// `roleARN` has the path; `roleID` is the `AROA…` that the session is bound to.
        case assumedRole(roleARN: String, roleID: String, sessionName: String)
        /// GetSessionToken of a user; `id` is the `AIDA…` that the session is bound to.
        case user(id: String, name: String)
        /// GetSessionToken of the account's root user.
        case root
        /// GetFederationToken; `userID` is the user that asked, nil for the root user.
        case federatedUser(name: String, userID: String?)
    }

    /// The identity provider that vouched for the session.
    public struct Provider: Sendable, Hashable {
        /// What kind of provider.
        public enum Kind: UInt8, Sendable {
            /// OpenID Connect.
            case webIdentity = 1
            /// SAML 2.0.
            case saml = 2
        }

        /// What kind of provider.
        public var kind: Kind
        /// The provider's ARN or, for built-in ones, its host.
        public var id: String
        /// The subject that it vouched for.
        public var subject: String
        /// For whom its proof was made.
        public var audience: String

        /// Builds a provider.
        public init(kind: Kind, id: String, subject: String, audience: String) {
            self.kind = kind
            self.id = id
            self.subject = subject
            self.audience = audience
        }
    }

    /// A session tag.
    public struct SessionTag: Sendable, Hashable {
        /// Key and value.
        public var tag: Tag
        /// Whether it goes along when the session assumes another role.
        public var isTransitive: Bool

        /// Builds a session tag.
        public init(_ tag: Tag, isTransitive: Bool) {
            self.tag = tag
            self.isTransitive = isTransitive
        }
    }

    /// The account in which the session acts.
    public var account: AccountID
    /// Whose session it is.
    public var subject: Subject
    /// When it began; whole seconds.
    public var issuedAt: Timestamp
    /// When it ends; whole seconds.
    public var expiresAt: Timestamp
    /// When the caller proved a second factor, in whole seconds; nil when none was used.
    public var mfaAuthenticatedAt: Timestamp?
    /// The source identity that was set, here or earlier in a chain.
    public var sourceIdentity: String?
    /// The identity provider that vouched for the session.
    public var provider: Provider?
    /// The session tags, inherited ones included.
    public var tags: [SessionTag] = []
    /// Session policies as text.
    public var policies: [String] = []
    /// ARNs of managed session policies.
    public var policyARNs: [String] = []
    /// Further facts by name, for services to come.
    public var extensions: [String: String] = [:]

    /// Builds claims without restrictions; set the rest afterwards.
    public init(
        account: AccountID,
        subject: Subject,
        issuedAt: Timestamp,
        expiresAt: Timestamp
    ) {
        self.account = account
        self.subject = subject
        self.issuedAt = issuedAt.truncatedToSeconds
        self.expiresAt = expiresAt.truncatedToSeconds
    }

    /// Whether any session policy restricts the session.
    public var hasSessionPolicies: Bool { !policies.isEmpty || !policyARNs.isEmpty }
}
