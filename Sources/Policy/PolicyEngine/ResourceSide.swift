public import Base

/// The policies on the side of the resource.
public struct ResourceSide: Sendable {
    /// The account that owns the resource; nil when it is the account of the one who asks.
    public var account: AccountID?
    /// The resource's own policy.
    public var policy: PolicyLayer?
    /// The resource control policies of each level of the organization, root first.
    ///
    /// Leave empty for resources of the management account and for calls of service-linked roles.
    public var resourceControl: [PolicyLayer]
    /// The policy of the VPC endpoint that the request came through.
    public var endpoint: PolicyLayer?
    /// Whether the resource's own policy must allow, even within the account.
    ///
    /// - Source: IAM User Guide, "Policy evaluation logic": role trust policies and KMS key
    ///   policies.
    public var mustAllow: Bool

    /// Makes a side; by default a resource without policies in the account of the one who asks.
    public init(
        account: AccountID? = nil,
        policy: PolicyLayer? = nil,
        resourceControl: [PolicyLayer] = [],
        endpoint: PolicyLayer? = nil,
        mustAllow: Bool = false
    ) {
        self.account = account
        self.policy = policy
        self.resourceControl = resourceControl
        self.endpoint = endpoint
        self.mustAllow = mustAllow
    }
}
