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

extension EngineQuestion {
    /// The `Sid` of a statement.
    func sid(of reference: StatementReference) -> String? {
        guard let layer = layer(of: reference),
            layer.policies.indices.contains(reference.policy)
        else { return nil }
        let statements = layer.policies[reference.policy].document.statements
        guard statements.indices.contains(reference.statement) else { return nil }
        return statements[reference.statement].sid
    }

    private func layer(of reference: StatementReference) -> PolicyLayer? {
        switch reference.layer {
        case .identity: authorization.identity
        case .boundary: authorization.boundary
        case .session: authorization.session
        case .resource, .trust: side.policy
        case .endpoint: side.endpoint
        case .serviceControl: authorization.serviceControl[reference.level]
        case .resourceControl: side.resourceControl[reference.level]
        }
    }
}
