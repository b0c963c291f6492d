public import PolicyEngine

/// A user and what it may do, as of one revision of its account.
public final class UserState: Sendable {
    /// The user.
    public let user: User
    /// The user as policies name it.
    public let principal: Principal
    /// Inline and attached policies of the user and its groups, and its boundary.
    public let authorization: Authorization
    /// Valid while it is current.
    public let stamp: RevisionStamp

    init(user: User, authorization: Authorization, stamp: RevisionStamp) {
        self.user = user
        principal = .user(user.account, arn: user.arn, uniqueID: user.id)
        self.authorization = authorization
        self.stamp = stamp
    }
}
