/// Where the managed policies of AWS come from (`arn:aws:iam::aws:policy/…`).
///
/// They are the same in every account, and read-only; each account counts its own attachments.
public protocol ManagedPolicySource: Sendable {
    /// The policy with the ARN.
    func policy(arn: String) -> ManagedPolicy?

    /// The versions of the policy, the newest first; the default one has a document.
    func versions(arn: String) -> [PolicyVersion]

    /// The policies whose paths start with the prefix, in order of names, after a name.
    func policies(pathPrefix: String, after name: String?, limit: Int) -> [ManagedPolicy]
}

/// No managed policies of AWS at all.
public struct NoManagedPolicies: ManagedPolicySource {
    /// A source without policies.
    public init() {}

    /// Nil.
    public func policy(arn: String) -> ManagedPolicy? { nil }

    /// None.
    public func versions(arn: String) -> [PolicyVersion] { [] }

    /// None.
    public func policies(pathPrefix: String, after name: String?, limit: Int) -> [ManagedPolicy] {
        []
    }
}
