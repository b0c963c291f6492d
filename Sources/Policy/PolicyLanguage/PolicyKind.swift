/// What a policy is for, which decides what it may hold.
public enum PolicyKind: Sendable, Hashable, CaseIterable {
    /// A managed policy, also when used as a permissions boundary.
    case managed
    /// An inline policy of a user, group or role.
    case inline
    /// A policy passed when a session is made.
    case session
    /// A role's trust policy.
    case trust
    /// A policy on a resource other than a role.
    case resource
    /// A service control policy.
    case serviceControl
    /// A resource control policy.
    case resourceControl
    /// A policy of a VPC endpoint.
    case endpoint

    /// Whether it is attached to the one who asks, so that it names no principal.
    public var isIdentityBased: Bool {
        switch self {
        case .managed, .inline, .session, .serviceControl: true
        case .trust, .resource, .resourceControl, .endpoint: false
        }
    }
}
