internal import Base
internal import Directory
internal import ServiceModel

/// The pages of ListPolicies: customer managed policies, then AWS's, each within filters.
struct PolicyListing {
    private let directory: DirectoryReader
    private let limit: Int
    private let scope: String
    private let onlyAttached: Bool
    private let prefix: String
    private let purpose: PolicyUsage.Purpose?

    /// Set before the marker of the second part of the listing.
    private static let managedMark: Character = "~"

    init(directory: DirectoryReader, input: Structure, limit: Int) {
        self.directory = directory
        self.limit = limit
        scope = input.string("Scope") ?? "All"
        onlyAttached = input.boolean("OnlyAttached") ?? false
        prefix = input.string("PathPrefix") ?? "/"
        purpose =
            switch input.string("PolicyUsageFilter") {
            case "PermissionsPolicy": .permissions
            case "PermissionsBoundary": .boundary
            default: nil
            }
    }

    /// The part after the marker; may be shorter than asked for where filters leave out policies.
    func page(after marker: String?) throws(DirectoryError) -> Page<ManagedPolicy> {
        if onlyAttached || purpose != nil { return try inUse(after: marker) }
        if let marker, marker.first == Self.managedMark {
            return managed(after: String(marker.dropFirst()))
        }
        guard scope != "AWS" else { return managed(after: nil) }
        var page = try directory.policies(pathPrefix: prefix, after: marker, limit: limit)
        guard page.marker == nil, scope == "All" else { return page }
        let rest = managed(after: nil, limit: limit - page.items.count)
        page.items += rest.items
        page.marker = rest.marker
        return page
    }

    private func managed(after name: String?, limit: Int? = nil) -> Page<ManagedPolicy> {
        let limit = limit ?? self.limit
        let name = name.flatMap { $0.isEmpty ? nil : $0 }
        var policies = directory.dependencies.managedPolicies.policies(
            pathPrefix: prefix, after: name, limit: limit + 1)
        guard policies.count > limit else { return Page(items: policies) }
        policies.removeLast()
        return Page(
            items: policies, marker: String(Self.managedMark) + (policies.last?.name ?? ""))
    }

    private func inUse(after marker: String?) throws(DirectoryError) -> Page<ManagedPolicy> {
        let page = try directory.policiesInUse(after: marker, limit: limit)
        var items: [ManagedPolicy] = []
        for (policy, usage) in page.items where isWanted(policy, usage) { items.append(policy) }
        return Page(items: items, marker: page.marker)
    }

    private func isWanted(_ policy: ManagedPolicy, _ usage: PolicyUsage) -> Bool {
        guard policy.path.hasPrefix(prefix) else { return false }
        guard scope == "All" || (scope == "AWS") == (policy.account == nil) else { return false }
        guard !onlyAttached || usage.attachmentCount > 0 || usage.boundaryCount > 0 else {
            return false
        }
        return switch purpose {
        case .permissions: usage.attachmentCount > 0
        case .boundary: usage.boundaryCount > 0
        case nil: true
        }
    }
}
