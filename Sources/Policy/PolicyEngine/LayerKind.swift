/// The kinds of policies that take part in a decision.
///
/// - Source: IAM User Guide, "Policy evaluation logic".
public enum LayerKind: UInt8, Sendable, Hashable, CaseIterable {
    /// Policies of a user, its groups, or a role.
    case identity
    /// A permissions boundary.
    case boundary
    /// Policies passed when the session was made.
    case session
    /// Service control policies of one level of the organization.
    case serviceControl
    /// Resource control policies of one level of the organization.
    case resourceControl
    /// The policy of the resource.
    case resource
    /// The trust policy of a role, which is the role's resource policy.
    case trust
    /// The policy of the VPC endpoint that the request came through.
    case endpoint

    /// Whether a statement must name the one who asks to match.
    var requiresPrincipal: Bool {
        switch self {
        case .resource, .trust, .endpoint, .resourceControl: true
        default: false
        }
    }

    /// The name in IAM's sentences, without article.
    public var noun: String {
        switch self {
        case .identity: "identity-based policy"
        case .boundary: "permissions boundary"
        case .session: "session policy"
        case .serviceControl: "service control policy"
        case .resourceControl: "resource control policy"
        case .resource: "resource-based policy"
        case .trust: "role trust policy"
        case .endpoint: "VPC endpoint policy"
        }
    }

    /// The name with its article, as in "with an explicit deny in an identity-based policy".
    public var nounPhrase: String {
        switch self {
        case .identity: "an \(noun)"
        case .trust: "the \(noun)"
        default: "a \(noun)"
        }
    }
}
