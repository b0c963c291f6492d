/// Where a policy comes from, for explanations and the simulator.
public struct PolicySource: Sendable, Hashable {
    /// The kinds of sources, named as IAM's simulator names them.
    ///
    /// - Source: botocore, `iam` model, shape `PolicySourceType`.
    public enum Kind: String, Sendable, Hashable {
        /// An inline policy of a user.
        case user
        /// An inline policy of a group.
        case group
        /// An inline policy of a role.
        case role
        /// A managed policy of AWS.
        case awsManaged = "aws-managed"
        /// A managed policy of the account.
        case userManaged = "user-managed"
        /// A resource's policy.
        case resource
        /// Anything else.
        case none
    }

    /// What kind of source.
    public var kind: Kind
    /// The policy's name, or the id that the simulator shows.
    public var name: String
    /// The ARN of a managed policy.
    public var arn: String?

    /// Makes a source.
    public init(_ kind: Kind = .none, name: String = "", arn: String? = nil) {
        self.kind = kind
        self.name = name
        self.arn = arn
    }
}
