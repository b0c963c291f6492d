import Base
import PolicyLanguage
import Store

extension DirectoryTransaction {
    /// Attaches a managed policy to an entity; nothing happens when it is attached.
    public func attach(policy arn: String, to holder: PolicyHolder) throws(DirectoryError) {
        let id = try modifiableID(of: holder)
        guard let policy = try policyIfPresent(arn: arn) else { throw .noAttachablePolicy(arn) }
        try requireAttachable(policy)
        try attach(policy, toID: id, kind: holder.kind)
    }

    /// Attaches a policy to a service-linked role, as only its service does.
    public func attach(
        policy arn: String,
        toServiceLinked role: Role
    ) throws(DirectoryError) {
        guard let policy = try policyIfPresent(arn: arn) else { throw .noAttachablePolicy(arn) }
        try attach(policy, toID: role.id, kind: .role)
    }

    private func attach(
        _ policy: ManagedPolicy,
        toID id: String,
        kind: EntityKind
    ) throws(DirectoryError) {
        let attachments = key(Keyspace.attachments).text(id)
        let key = Key(bytes: attachments.bytes).text(policy.id)
        guard try !exists(key) else { return }
        try requireRoom(attachments, within: kind.attachmentQuota)
        try put(key, Array(policy.arn.utf8))
        try use(policy, as: .permissions, by: id, kind: kind)
        touch()
    }

    /// Detaches a managed policy; throws `noSuch` when it is not attached.
    public func detach(policy arn: String, from holder: PolicyHolder) throws(DirectoryError) {
        let id = try modifiableID(of: holder)
        guard let policy = try policyIfPresent(arn: arn) else { throw .noSuch(.policy, arn) }
        let key = key(Keyspace.attachments).text(id).text(policy.id)
        guard try exists(key) else { throw .noSuch(.policy, arn) }
        try delete(key)
        try release(policy, as: .permissions, by: id, kind: holder.kind)
        touch()
    }

    /// Detaches a policy from a service-linked role, as only its service does.
    func detachAsService(policy arn: String, fromID id: String) throws(DirectoryError) {
        let policy = try policy(arn: arn)
        try delete(key(Keyspace.attachments).text(id).text(policy.id))
        try release(policy, as: .permissions, by: id, kind: .role)
        touch()
    }

    /// Sets or replaces an inline policy of an entity.
    public func putInlinePolicy(
        _ name: String,
        document: String,
        of holder: PolicyHolder
    ) throws(DirectoryError) {
        try Forms.require(name: name, of: .policy)
        let id = try modifiableID(of: holder)
        try require(inlinePolicy: document)
        var size = PolicySize.characters(Array(document.utf8))
        for policy in try inlinePolicies(ofID: id) where policy.name != name {
            size += PolicySize.characters(Array(policy.document.utf8))
        }
        let limit = quotas[holder.kind.inlineSizeQuota]
        guard size <= limit else {
            throw .inlinePoliciesTooLarge(holder.kind, holder.name, limit)
        }
        try put(key(Keyspace.inlinePolicies).text(id).text(name), Array(document.utf8))
        touch()
    }

    /// Deletes an inline policy of an entity; throws `noSuchInlinePolicy`.
    public func deleteInlinePolicy(
        _ name: String,
        of holder: PolicyHolder
    ) throws(DirectoryError) {
        let key = key(Keyspace.inlinePolicies).text(try modifiableID(of: holder)).text(name)
        guard try exists(key) else { throw .noSuchInlinePolicy(holder.kind, name) }
        try delete(key)
        touch()
    }

    /// Bounds a user's or role's permissions by a managed policy; nil removes the bound.
    public func setPermissionsBoundary(
        of holder: PolicyHolder,
        to arn: String?
    ) throws(DirectoryError) {
        switch holder.kind {
        case .role:
            var role = try modifiableRole(named: holder.name)
            try changeBoundary(role.permissionsBoundary, to: arn, of: holder, id: role.id)
            role.permissionsBoundary = arn
            try put(role)
        default:
            var user = try user(named: holder.name)
            try changeBoundary(user.permissionsBoundary, to: arn, of: holder, id: user.id)
            user.permissionsBoundary = arn
            try put(user)
        }
    }

    private func changeBoundary(
        _ old: String?,
        to new: String?,
        of holder: PolicyHolder,
        id: String
    ) throws(DirectoryError) {
        if new == nil, old == nil { throw .noBoundary(holder.kind, holder.name) }
        if let old { try release(boundary: old, by: id, kind: holder.kind) }
        if let new { try use(boundary: new, by: id, kind: holder.kind) }
    }

    /// - Source: botocore, `iam` model, `PolicyNotAttachableException`: policies of services are for
    ///   their own roles only.
    fileprivate func requireAttachable(_ policy: ManagedPolicy) throws(DirectoryError) {
        guard policy.isAttachable, !policy.path.hasPrefix(Role.serviceLinkedPath) else {
            throw .notAttachable(policy.arn)
        }
    }

    private func modifiableID(of holder: PolicyHolder) throws(DirectoryError) -> String {
        guard holder.kind == .role else { return try id(of: holder) }
        return try modifiableRole(named: holder.name).id
    }
}

extension DirectoryTransaction {
    /// Counts an entity that a policy bounds.
    func use(boundary arn: String, by id: String, kind: EntityKind) throws(DirectoryError) {
        guard let policy = try policyIfPresent(arn: arn) else { throw .noBoundaryPolicy(arn) }
        try requireAttachable(policy)
        try use(policy, as: .boundary, by: id, kind: kind)
    }

    /// Counts an entity that a policy bounds no more.
    func release(boundary arn: String, by id: String, kind: EntityKind) throws(DirectoryError) {
        // A managed policy of AWS may have gone with a newer program; nothing is counted then.
        guard let policy = try policyIfPresent(arn: arn) else { return }
        try release(policy, as: .boundary, by: id, kind: kind)
    }

    func use(
        _ policy: ManagedPolicy,
        as purpose: PolicyUsage.Purpose,
        by id: String,
        kind: EntityKind
    ) throws(DirectoryError) {
        var usage = try usage(of: policy)
        usage[purpose] += 1
        try put(key(Keyspace.policyUsages).text(policy.id), usage)
        try put(holderKey(policy, purpose, kind, id), [])
    }

    private func release(
        _ policy: ManagedPolicy,
        as purpose: PolicyUsage.Purpose,
        by id: String,
        kind: EntityKind
    ) throws(DirectoryError) {
        var usage = try usage(of: policy)
        usage[purpose] -= 1
        let usageKey = key(Keyspace.policyUsages).text(policy.id)
        if usage.attachmentCount == 0, usage.boundaryCount == 0 {
            try delete(usageKey)
        } else {
            try put(usageKey, usage)
        }
        try delete(holderKey(policy, purpose, kind, id))
    }

    private func holderKey(
        _ policy: ManagedPolicy,
        _ purpose: PolicyUsage.Purpose,
        _ kind: EntityKind,
        _ id: String
    ) -> Key {
        key(Keyspace.policyHolders).text(policy.id).byte(purpose.rawValue).byte(kind.rawValue)
            .text(id)
    }
}

extension EntityKind {
    fileprivate var attachmentQuota: Quota {
        switch self {
        case .group: .policiesPerGroup
        case .role: .policiesPerRole
        default: .policiesPerUser
        }
    }

    fileprivate var inlineSizeQuota: Quota {
        switch self {
        case .group: .inlinePolicySizePerGroup
        case .role: .inlinePolicySizePerRole
        default: .inlinePolicySizePerUser
        }
    }
}
