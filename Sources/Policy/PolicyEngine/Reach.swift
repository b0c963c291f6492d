/// How directly a statement of a resource policy speaks of the one who asks, which decides what
/// else must allow.
///
/// - Source: IAM User Guide, "Policy evaluation logic", "Resource-based policies"; "AWS JSON
///   policy elements: Principal".
enum Reach: UInt8, Sendable, Comparable {
    /// The statement does not speak of the principal.
    case none
    /// It names the account, which only lets the account's own policies grant.
    case account
    /// It names the role of a session, or the user behind a federated user: identity policies need
    /// not allow, but the boundary and session policies must.
    case limited
    /// It names the user, the session, the service, or everyone: within the account, nothing else
    /// need allow.
    case direct

    static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
}
