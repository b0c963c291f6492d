import Base
import Store

extension DirectoryView {
    /// Managed policies of the account and of AWS.
    ///
    /// Those in use are ordered by unique id; all others as users are, the account's before AWS's.
    public func policies(
        _ filter: PolicyFilter,
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<ListedPolicy> {
        let limit = min(max(limit, 1), Limits.pageItems)
        guard !filter.onlyAttached, filter.purpose == nil else {
            return try policiesInUse(filter, after: marker, limit: limit)
        }
        var page = Page<ListedPolicy>(items: [])
        let awsName = marker.flatMap(Self.awsName)
        if awsName == nil, filter.scope != .aws {
            let local = try policies(pathPrefix: filter.pathPrefix, after: marker, limit: limit)
            page.items = try listed(local.items)
            page.marker = local.marker
            guard local.marker == nil, filter.scope == .all else { return page }
        }
        let room = limit - page.items.count
        let source = dependencies.managedPolicies
        var found = source.policies(
            pathPrefix: filter.pathPrefix,
            after: awsName.flatMap { $0.isEmpty ? nil : $0 },
            limit: room + 1
        )
        if found.count > room {
            found.removeLast(found.count - room)
            page.marker = Self.awsMarker(after: found.last?.name ?? awsName ?? "")
        }
        page.items += try listed(found)
        return page
    }

    /// Looks at the policies in use only, of which there are few.
    private func policiesInUse(
        _ filter: PolicyFilter,
        after marker: String?,
        limit: Int
    ) throws(DirectoryError) -> Page<ListedPolicy> {
        let prefix = key(Keyspace.policyUsages)
        var page = Page<ListedPolicy>(items: [], marker: marker)
        var seen = 0
        repeat {
            let part = try self.page(
                prefix: prefix,
                after: page.marker,
                limit: limit - page.items.count
            )
            for entry in part.entries {
                let usage = try decode(entry.value, as: PolicyUsage.self)
                let policy = try policy(arn: usage.policyARN)
                guard filter.shows(policy, usage) else { continue }
                page.items.append(ListedPolicy(policy: policy, usage: usage))
            }
            seen += part.entries.count
            page.marker = part.marker
        } while page.marker != nil && page.items.count < limit && seen < Limits.recordsPerPage
        return page
    }

    private func listed(
        _ policies: [ManagedPolicy]
    ) throws(DirectoryError) -> [ListedPolicy] {
        var listed: [ListedPolicy] = []
        for policy in policies {
            listed.append(ListedPolicy(policy: policy, usage: try usage(of: policy)))
        }
        return listed
    }

    /// A marker within AWS's policies; no other marker starts with a tilde.
    private static func awsMarker(after name: String) -> String { "~" + name }

    private static func awsName(_ marker: String) -> String? {
        marker.utf8.first == 0x7E ? String(marker.dropFirst()) : nil
    }
}
