import Base
import PolicyLanguage
import Store

/// Rebuilds entities as they were in another place: ids and dates kept, quotas not asked.
///
/// Names and ids must be free. Documents must be read, but need not keep today's rules for new ones.
extension DirectoryTransaction {
    /// Rebuilds a group.
    ///
    /// - Returns: the ARNs of attached policies that are not there and have been left out.
    public func restoreGroup(_ entity: RestoredEntity) throws(DirectoryError) -> [String] {
        let key = key(Keyspace.groups).name(entity.name)
        guard try !exists(key) else { throw .alreadyExists(.group, entity.name) }
        try require(entity, .group, .group)
        let group = Group(
            account: account,
            name: entity.name,
            path: entity.path,
            id: entity.id,
            createDate: entity.createDate
        )
        try put(key, group)
        try putReference(group.id, .group, group.name)
        try addPath(.group, group.path, group.name)
        try count(.groups, by: 1)
        return try restorePolicies(of: entity, kind: .group)
    }

    /// Rebuilds a user, who is put into groups that are there already.
    ///
    /// - Returns: the ARNs of attached policies that are not there and have been left out.
    public func restoreUser(
        _ entity: RestoredEntity,
        groups: [String]
    ) throws(DirectoryError) -> [String] {
        let key = key(Keyspace.users).name(entity.name)
        guard try !exists(key) else { throw .alreadyExists(.user, entity.name) }
        try require(entity, .user, .user)
        let user = User(
            account: account,
            name: entity.name,
            path: entity.path,
            id: entity.id,
            createDate: entity.createDate,
            permissionsBoundary: entity.permissionsBoundary,
            tags: entity.tags
        )
        try put(key, user)
        try putReference(user.id, .user, user.name)
        try addPath(.user, user.path, user.name)
        try count(.users, by: 1)
        if let boundary = user.permissionsBoundary {
            try use(boundary: boundary, by: user.id, kind: .user)
        }
        for name in groups {
            let group = try group(named: name)
            try put(self.key(Keyspace.userGroups).text(user.id).text(group.id), [])
            try put(self.key(Keyspace.groupUsers).text(group.id).text(user.id), [])
        }
        return try restorePolicies(of: entity, kind: .user)
    }

    /// Rebuilds a role; whom its trust policy names is found by `bindTrustPolicy`, once all are there.
    ///
    /// - Returns: the ARNs of attached policies that are not there and have been left out.
    public func restoreRole(
        _ entity: RestoredEntity,
        trustPolicy: String,
        maxSessionDurationSeconds: Int = 3600
    ) throws(DirectoryError) -> [String] {
        guard try !exists(key(Keyspace.roles).name(entity.name)) else {
            throw .alreadyExists(.role, entity.name)
        }
        try require(entity, .role, .role)
        _ = try parsed(trustPolicy)
        try count(.roles, by: 1)
        try insert(
            Role(
                account: account,
                name: entity.name,
                path: entity.path,
                id: entity.id,
                createDate: entity.createDate,
                trustPolicy: BoundPolicy(text: trustPolicy),
                description: nil,
                maxSessionDurationSeconds: maxSessionDurationSeconds,
                permissionsBoundary: entity.permissionsBoundary,
                tags: entity.tags
            )
        )
        return try restorePolicies(of: entity, kind: .role)
    }

    /// Rebuilds an instance profile with roles that are there already.
    public func restoreInstanceProfile(
        _ entity: RestoredEntity,
        roles: [String]
    ) throws(DirectoryError) {
        try require(entity, .instanceProfile, .instanceProfile)
        let key = key(Keyspace.instanceProfiles).name(entity.name)
        guard try !exists(key) else { throw .alreadyExists(.instanceProfile, entity.name) }
        try put(
            key,
            InstanceProfile(
                account: account,
                name: entity.name,
                path: entity.path,
                id: entity.id,
                createDate: entity.createDate,
                roleNames: roles,
                tags: entity.tags
            )
        )
        try addPath(.instanceProfile, entity.path, entity.name)
        try count(.instanceProfiles, by: 1)
        for name in roles {
            let role = try role(named: name)
            try put(
                self.key(Keyspace.roleProfiles).text(role.id).name(entity.name),
                Array(entity.name.utf8)
            )
        }
    }

    /// Rebuilds a managed policy with its versions, of which one is the default.
    public func restore(
        _ policy: ManagedPolicy,
        versions: [PolicyVersion]
    ) throws(DirectoryError) {
        try Forms.require(name: policy.name, of: .policy)
        try Forms.require(path: policy.path)
        try require(id: policy.id, .managedPolicy, of: policy.name)
        let key = key(Keyspace.policies).name(policy.name)
        guard policy.account == account, try !exists(key) else {
            throw .alreadyExists(.policy, policy.name)
        }
        guard versions.contains(where: { $0.number == policy.defaultVersion }) else {
            throw .noSuchVersion(policyARN: policy.arn, version: policy.defaultVersionID)
        }
        try put(key, policy)
        try addPath(.policy, policy.path, policy.name)
        try count(.policies, by: 1)
        for version in versions {
            _ = try parsed(version.document)
            try put(version, of: policy)
        }
    }

    /// Binds what a rebuilt role's trust policy names to the users and roles that are there now.
    ///
    /// Unique ids of those who are gone stay dead. ARNs that nobody has stay as they are written.
    public func bindTrustPolicy(ofRole name: String) throws(DirectoryError) {
        var role = try role(named: name)
        let text = role.trustPolicy.text
        var bindings: [BoundPolicy.Binding] = []
        for principal in try parsed(text).principals where principal.kind == .aws {
            guard let id = try knownID(of: principal.value) else { continue }
            let binding = BoundPolicy.Binding(written: principal.value, id: id)
            if !bindings.contains(binding) { bindings.append(binding) }
        }
        guard !bindings.isEmpty else { return }
        role.trustPolicy = BoundPolicy(text: text, bindings: bindings)
        try put(role)
    }

    private func knownID(of principal: String) throws(DirectoryError) -> String? {
        if let prefix = UniqueIDPrefix(rawValue: String(principal.prefix(4))),
            UniqueID.isValid(principal, prefix: prefix)
        {
            return principal
        }
        guard let arn = ARN(principal), arn.service == "iam", let owner = arn.accountID,
            arn.resource.hasPrefix("user/") || arn.resource.hasPrefix("role/")
        else { return nil }
        return try reader(of: owner).id(ofPrincipal: arn)
    }

    private func restorePolicies(
        of entity: RestoredEntity,
        kind: EntityKind
    ) throws(DirectoryError) -> [String] {
        for policy in entity.inlinePolicies {
            try Forms.require(name: policy.name, of: .policy)
            _ = try parsed(policy.document)
            try put(
                key(Keyspace.inlinePolicies).text(entity.id).text(policy.name),
                Array(policy.document.utf8)
            )
        }
        var missing: [String] = []
        for arn in entity.attachedPolicies {
            guard let policy = try policyIfPresent(arn: arn) else {
                missing.append(arn)
                continue
            }
            try put(key(Keyspace.attachments).text(entity.id).text(policy.id), Array(arn.utf8))
            try use(policy, as: .permissions, by: entity.id, kind: kind)
        }
        touch()
        return missing
    }

    private func require(
        _ entity: RestoredEntity,
        _ kind: EntityKind,
        _ prefix: UniqueIDPrefix
    ) throws(DirectoryError) {
        try Forms.require(name: entity.name, of: kind)
        try Forms.require(path: entity.path)
        try require(id: entity.id, prefix, of: entity.name)
        guard try self.entity(id: entity.id) == nil else { throw .alreadyExists(kind, entity.id) }
    }

    private func require(
        id: String,
        _ prefix: UniqueIDPrefix,
        of name: String
    ) throws(DirectoryError) {
        guard UniqueID.isValid(id, prefix: prefix) else {
            throw .invalidInput("\(name) has no unique id that starts with \(prefix.rawValue).")
        }
    }

    private func parsed(_ text: String) throws(DirectoryError) -> PolicyDocument {
        do { return try PolicyDocument(parsing: Array(text.utf8)) } catch {
            throw .malformedPolicy(error)
        }
    }
}
