/// Which managed policies a listing shows.
///
/// - Source: botocore, `iam` model, `ListPoliciesRequest`.
public struct PolicyFilter: Hashable, Sendable {
    /// Whose policies are meant.
    public enum Scope: String, Sendable {
        /// Those of the account, then those of AWS.
        case all = "All"
        /// Those of AWS.
        case aws = "AWS"
        /// Those of the account.
        case local = "Local"
    }

    /// Whose policies are meant.
    public var scope = Scope.all
    /// Whether only policies that are attached are meant.
    public var onlyAttached = false
    /// What the policies' paths start with.
    public var pathPrefix = "/"
    /// Only policies that are used for this.
    public var purpose: PolicyUsage.Purpose?

    /// A filter that shows everything.
    public init() {}

    func shows(_ policy: ManagedPolicy, _ usage: PolicyUsage) -> Bool {
        if onlyAttached, usage.attachmentCount == 0 { return false }
        if let purpose, usage[purpose] == 0 { return false }
        switch scope {
        case .all: break
        case .aws: if policy.account != nil { return false }
        case .local: if policy.account == nil { return false }
        }
        return policy.path.hasPrefix(pathPrefix)
    }
}

/// A managed policy in a listing, with how much the account uses it.
public struct ListedPolicy: Hashable, Sendable {
    /// The policy.
    public let policy: ManagedPolicy
    /// How many entities of the account use it.
    public let usage: PolicyUsage
}
