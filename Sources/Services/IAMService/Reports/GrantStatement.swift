internal import PolicyEngine
internal import PolicyLanguage

/// A statement of a permissions policy, ready to be asked which services it may open.
///
/// Conditions of grants are left aside, as AWS does: who could use a service is told, not who can.
struct GrantStatement {
    let isAllow: Bool
    /// Whether it refuses whatever the request is: no condition, all resources.
    let isBlanket: Bool
    private let patterns: [ActionPattern]
    private let isActionNegated: Bool
    /// The services that its resources may belong to; nil for all.
    private let resourceServices: [[UInt8]]?
    /// Whether it reaches no resource at all.
    private let reachesNothing: Bool

    init(_ statement: PolicyStatement) {
        isAllow = statement.effect == .allow
        patterns = (statement.action?.list.values ?? []).map(ActionPattern.init)
        isActionNegated = statement.action?.isNegated ?? false
        let resources = statement.resource?.list.values ?? []
        let hasAll = resources.contains { $0.utf8.allSatisfy { $0 == 0x2A } }
        if statement.resource?.isNegated ?? false {
            reachesNothing = hasAll
            resourceServices = nil
            isBlanket = false
        } else {
            reachesNothing = resources.isEmpty
            resourceServices = hasAll ? nil : resources.map(Self.service)
            isBlanket = hasAll && statement.conditions.isEmpty
        }
    }

    /// Whether it names an action of the service; all in lower case.
    func covers(_ action: String, of service: String) -> Bool {
        let isNamed = patterns.contains { $0.concerns(service) && $0.matches(action) }
        return isNamed != isActionNegated
    }

    /// Whether it may name any action of the service, also one that nobody knows.
    func concerns(_ service: String) -> Bool {
        guard isActionNegated else { return patterns.contains { $0.concerns(service) } }
        return !patterns.contains { $0.concerns(service) && $0.isWhole }
    }

    /// Whether it names every action of the service.
    func coversAll(of service: String) -> Bool {
        !isActionNegated && patterns.contains { $0.concerns(service) && $0.isWhole }
    }

    /// Whether its resources may be of the service with the prefix in ARNs; nil for an action that
    /// has no resources, which needs all of them.
    func reaches(_ arnServices: [String]) -> Bool {
        guard !reachesNothing else { return false }
        guard let resourceServices else { return true }
        return arnServices.contains { wanted in
            let name = Array(wanted.utf8)
            return resourceServices.contains { Glob.matches($0.span, name.span) }
        }
    }

    /// The third part of an ARN pattern, wildcards as `Glob` has them.
    private static func service(of resource: String) -> [UInt8] {
        let parts = resource.lowercased().split(
            separator: ":",
            maxSplits: 3,
            omittingEmptySubsequences: false
        )
        guard parts.count > 2 else { return [Glob.star] }
        return parts[2].utf8.map { $0 == 0x2A ? Glob.star : $0 == 0x3F ? Glob.question : $0 }
    }
}
