/// A session of a role.
public struct RoleSession: Sendable, Hashable {
    /// `arn:P:sts::A:assumed-role/ROLE/SESSION`, which has no path.
    public var arn: String
    /// The partition.
    public var partition: String
    /// The role's account.
    public var account: String
    /// The role's name.
    public var role: String
    /// The role's ARN with its path; nil where only the session's ARN is known.
    public var roleARN: String?
    /// Whether the role is linked to a service.
    public var isServiceLinked: Bool
}
