public import PolicyLanguage

/// One question to the specification: a request, and all policies that bear on it.
///
/// Nothing is inferred: the context holds every key that policies may read.
public struct Scenario: Sendable, Hashable {
    /// Who asks.
    public var caller: Caller
    /// The action with its prefix, such as `s3:GetObject`.
    public var action: String
    /// The resource's ARN, or `*` where the action takes none.
    public var resource: String
    /// The account that owns the resource; nil for the caller's own.
    public var resourceAccount: String?
    /// The request context; names are compared without regard to case, the first one counts.
    public var context: [ContextEntry]
    /// The identity-based policies: the caller's own and those of its groups.
    public var identity: [PolicyDocument]
    /// The permissions boundary; nil where there is none.
    public var boundary: [PolicyDocument]?
    /// The session policies; nil where none was passed.
    public var session: [PolicyDocument]?
    /// The policy of the resource, a role's trust policy included; nil where there is none.
    public var resourcePolicy: PolicyDocument?
    /// The service control policies of each level, the organisation's root first.
    public var serviceControl: [[PolicyDocument]]
    /// The resource control policies of each level besides `RCPFullAWSAccess`.
    public var resourceControl: [[PolicyDocument]]
    /// The policy of the VPC endpoint that the request came through; nil where it came through none.
    public var endpoint: [PolicyDocument]?

    /// Makes a scenario.
    public init(
        caller: Caller,
        action: String,
        resource: String,
        resourceAccount: String? = nil,
        context: [ContextEntry] = [],
        identity: [PolicyDocument] = [],
        boundary: [PolicyDocument]? = nil,
        session: [PolicyDocument]? = nil,
        resourcePolicy: PolicyDocument? = nil,
        serviceControl: [[PolicyDocument]] = [],
        resourceControl: [[PolicyDocument]] = [],
        endpoint: [PolicyDocument]? = nil
    ) {
        self.caller = caller
        self.action = action
        self.resource = resource
        self.resourceAccount = resourceAccount
        self.context = context
        self.identity = identity
        self.boundary = boundary
        self.session = session
        self.resourcePolicy = resourcePolicy
        self.serviceControl = serviceControl
        self.resourceControl = resourceControl
        self.endpoint = endpoint
    }
}
