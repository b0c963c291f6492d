internal import PolicyLanguage
internal import ServiceCatalog

/// Which services, and which of their actions, policies could let someone use.
///
/// - Source: IAM API Reference, GenerateServiceLastAccessedDetails: permissions policies only; no
///   boundary, no resource policy, no session.
struct ServiceReach {
    private let grants: [GrantStatement]
    private let denials: [GrantStatement]

    /// Takes all policies of an entity together.
    init(_ documents: [PolicyDocument]) {
        let statements = documents.flatMap(\.statements).map(GrantStatement.init)
        grants = statements.filter(\.isAllow)
        denials = statements.filter { !$0.isAllow && $0.isBlanket }
    }

    /// The actions of a service that may be used.
    func actions(of service: Service) -> [Action] {
        let prefix = service.prefix.lowercased()
        let grants = grants.filter { $0.concerns(prefix) }
        guard !grants.isEmpty, !denials.contains(where: { $0.coversAll(of: prefix) }) else {
            return []
        }
        return service.actions.filter { action in
            let name = action.name.lowercased()
            guard !denials.contains(where: { $0.covers(name, of: prefix) }) else { return false }
            return grants.contains { grant in
                grant.covers(name, of: prefix) && grant.reaches(Self.arnServices(of: action))
            }
        }
    }

    /// Whether the policies, by the look of their namespaces, grant access to a service.
    ///
    /// Names of actions need not be known; only a denial of the whole service takes it away.
    func grants(_ service: Service) -> Bool {
        let prefix = service.prefix.lowercased()
        guard !denials.contains(where: { $0.coversAll(of: prefix) }) else { return false }
        let arnServices = service.resourceTypes.map { Self.arnService($0.arnFormat) } + [prefix]
        return grants.contains { $0.concerns(prefix) && $0.reaches(arnServices) }
    }

    private static func arnServices(of action: Action) -> [String] {
        action.resources.map { arnService($0.type.arnFormat) }
    }

    private static func arnService(_ format: String) -> String {
        let parts = format.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count > 2 ? parts[2].lowercased() : ""
    }
}
