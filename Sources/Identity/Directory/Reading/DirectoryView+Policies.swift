import Base
import Store

extension DirectoryView {
    /// The managed policy with exactly this ARN, of this account or of AWS.
    public func policy(arn: String) throws(DirectoryError) -> ManagedPolicy {
        guard let policy = try policyIfPresent(arn: arn) else { throw .noSuch(.policy, arn) }
        return policy
    }

    func policyIfPresent(arn: String) throws(DirectoryError) -> ManagedPolicy? {
        guard !arn.hasPrefix("arn:aws:iam::aws:policy/") else {
            return dependencies.managedPolicies.policy(arn: arn)
        }
        guard let slash = arn.utf8.lastIndex(of: 0x2F) else { return nil }
        let name = String(arn[arn.utf8.index(after: slash)...])
        let key = key(Keyspace.policies).name(name)
        guard let policy = try record(key, as: ManagedPolicy.self), policy.arn == arn else {
            return nil
        }
        return policy
    }

    /// A version of a policy, `v1`; throws `noSuchVersion`.
    public func version(
        _ id: String,
        of policy: ManagedPolicy
    ) throws(DirectoryError) -> PolicyVersion {
        guard let number = PolicyVersion.number(id), let version = try version(number, of: policy)
        else { throw .noSuchVersion(policyARN: policy.arn, version: id) }
        return version
    }

    func version(
        _ number: Int,
        of policy: ManagedPolicy
    ) throws(DirectoryError) -> PolicyVersion? {
        guard policy.account != nil else {
            return dependencies.managedPolicies.versions(arn: policy.arn)
                .first { $0.number == number }
        }
        let key = key(Keyspace.policyVersions).text(policy.id).number(UInt64(number))
        return try record(key, as: PolicyVersion.self)
    }

    /// The version that counts.
    public func defaultVersion(of policy: ManagedPolicy) throws(DirectoryError) -> PolicyVersion {
        try version(policy.defaultVersionID, of: policy)
    }

    /// The versions of a policy, the newest first; at most as many as the quota.
    public func versions(of policy: ManagedPolicy) throws(DirectoryError) -> [PolicyVersion] {
        guard policy.account != nil else {
            return dependencies.managedPolicies.versions(arn: policy.arn)
        }
        return try all(
            key(Keyspace.policyVersions).text(policy.id),
            as: PolicyVersion.self
        ).reversed()
    }

    /// How many entities of this account use the policy.
    public func usage(of policy: ManagedPolicy) throws(DirectoryError) -> PolicyUsage {
        let key = key(Keyspace.policyUsages).text(policy.id)
        return try record(key, as: PolicyUsage.self) ?? PolicyUsage(policyARN: policy.arn)
    }

    /// Customer managed policies, ordered as users are.
    public func policies(
        pathPrefix: String = "/",
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<ManagedPolicy> {
        try page(
            Keyspace.policies,
            kind: .policy,
            pathPrefix: pathPrefix,
            after: marker,
            limit: limit,
            as: ManagedPolicy.self
        )
    }

    /// The entities that use a policy: users, then groups, then roles, each by unique id.
    public func holders(
        of policy: ManagedPolicy,
        as purpose: PolicyUsage.Purpose,
        kind: EntityKind? = nil,
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<EntityReference> {
        var prefix = key(Keyspace.policyHolders).text(policy.id).byte(purpose.rawValue)
        if let kind { prefix = prefix.byte(kind.rawValue) }
        let page = try page(prefix: prefix, after: marker, limit: limit)
        var items: [EntityReference] = []
        let position = Key.afterAccount + policy.id.utf8.count + 3
        for entry in page.entries {
            guard let holder = try entity(id: entry.key.text(at: position)) else {
                throw .store(.unreadable("an unknown entity uses a policy"))
            }
            items.append(holder)
        }
        return Page(items: items, marker: page.marker)
    }

    /// The managed policies attached to an entity, in order of names.
    public func attachedPolicies(
        of holder: PolicyHolder
    ) throws(DirectoryError) -> [AttachedPolicy] {
        try attachedPolicies(ofID: try id(of: holder))
            .sorted { ($0.name, $0.arn) < ($1.name, $1.arn) }
    }

    func attachedPolicies(ofID id: String) throws(DirectoryError) -> [AttachedPolicy] {
        try entries(prefix: key(Keyspace.attachments).text(id))
            .map { AttachedPolicy(arn: String(decoding: $0.value, as: UTF8.self)) }
    }

    /// An inline policy of an entity; throws `noSuchInlinePolicy`.
    public func inlinePolicy(
        _ name: String,
        of holder: PolicyHolder
    ) throws(DirectoryError) -> InlinePolicy {
        let key = key(Keyspace.inlinePolicies).text(try id(of: holder)).text(name)
        guard let value = try value(key) else { throw .noSuchInlinePolicy(holder.kind, name) }
        return InlinePolicy(name: name, document: String(decoding: value, as: UTF8.self))
    }

    /// The inline policies of an entity, in order of names; bounded by the quota on their size.
    public func inlinePolicies(of holder: PolicyHolder) throws(DirectoryError) -> [InlinePolicy] {
        try inlinePolicies(ofID: try id(of: holder))
    }

    func inlinePolicies(ofID id: String) throws(DirectoryError) -> [InlinePolicy] {
        let prefix = key(Keyspace.inlinePolicies).text(id)
        return try entries(prefix: prefix).map { entry in
            InlinePolicy(
                name: entry.key.text(at: prefix.bytes.count),
                document: String(decoding: entry.value, as: UTF8.self)
            )
        }
    }

    func id(of holder: PolicyHolder) throws(DirectoryError) -> String {
        switch holder.kind {
        case .group: try group(named: holder.name).id
        case .role: try role(named: holder.name).id
        default: try user(named: holder.name).id
        }
    }
}
