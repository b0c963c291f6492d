import PolicyEngine

extension LayerKind {
    /// The name that cases give the kind.
    var caseName: String {
        switch self {
        case .identity: "identity"
        case .boundary: "boundary"
        case .session: "session"
        case .serviceControl: "scp"
        case .resourceControl: "rcp"
        case .resource, .trust: "resource"
        case .endpoint: "endpoint"
        }
    }

    /// Whether policies of the kind stand on levels of an organisation.
    var hasLevels: Bool { self == .serviceControl || self == .resourceControl }
}
