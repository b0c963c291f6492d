/// The policies on the side of the one who asks.
public struct Authorization: Sendable {
    /// Policies of the user and its groups, or of the role; nil grants nothing.
    public var identity: PolicyLayer?
    /// The permissions boundary; nil when there is none.
    public var boundary: PolicyLayer?
    /// The session policies; nil when none were passed.
    public var session: PolicyLayer?
    /// The service control policies of each level of the organization, root first.
    public var serviceControl: [PolicyLayer]
    /// Whether service control policies are left aside, as for principals of the management
    /// account and for service-linked roles.
    public var isExemptFromServiceControl: Bool

    /// Makes an authorization.
    public init(
        identity: PolicyLayer? = nil,
        boundary: PolicyLayer? = nil,
        session: PolicyLayer? = nil,
        serviceControl: [PolicyLayer] = [],
        isExemptFromServiceControl: Bool = false
    ) {
        self.identity = identity
        self.boundary = boundary
        self.session = session
        self.serviceControl = serviceControl
        self.isExemptFromServiceControl = isExemptFromServiceControl
    }

    /// Whether a decision depends on the request's context: without it, none need be gathered.
    public func readsContext(on resource: ResourceSide) -> Bool {
        func reads(_ layer: PolicyLayer?) -> Bool { layer?.readsContext ?? false }
        return reads(identity) || reads(boundary) || reads(session) || reads(resource.policy)
            || reads(resource.endpoint) || serviceControl.contains(where: \.readsContext)
            || resource.resourceControl.contains(where: \.readsContext)
    }
}
