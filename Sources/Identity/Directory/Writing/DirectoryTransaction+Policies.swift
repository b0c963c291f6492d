public import Base
import Store

extension DirectoryTransaction {
    /// Makes a managed policy with its first version.
    @discardableResult
    public func createPolicy(
        named name: String,
        path: String = "/",
        document: String,
        description: String? = nil,
        tags: [Tag] = []
    ) throws(DirectoryError) -> ManagedPolicy {
        try Forms.require(name: name, of: .policy)
        try Forms.require(path: path)
        try Forms.require(description: description)
        try require(newTags: tags)
        try require(managedPolicy: document)
        let key = key(Keyspace.policies).name(name)
        guard try !exists(key) else { throw .alreadyExists(.policy, name) }
        try countOne(.policies, within: .policies)
        let policy = ManagedPolicy(
            account: account,
            name: name,
            path: path,
            id: UniqueID.make(.managedPolicy, random: dependencies.random),
            createDate: now,
            updateDate: now,
            description: description,
            defaultVersion: 1,
            lastVersion: 1,
            tags: tags
        )
        try put(key, policy)
        try addPath(.policy, path, name)
        try put(PolicyVersion(number: 1, createDate: now, document: document), of: policy)
        touch()
        return policy
    }

    /// Deletes a policy that nobody uses and that has the default version only.
    public func deletePolicy(arn: String) throws(DirectoryError) {
        let policy = try modifiablePolicy(arn: arn)
        if try exists(key(Keyspace.policyUsages).text(policy.id)) {
            throw .deleteConflict(.policyInUse)
        }
        let versions = key(Keyspace.policyVersions).text(policy.id)
        if try count(prefix: versions, limit: 2) > 1 {
            throw .deleteConflict(.policyVersions)
        }
        try deleteAll(prefix: versions)
        try delete(key(Keyspace.policies).name(policy.name))
        try removePath(.policy, policy.path, policy.name)
        try count(.policies, by: -1)
        try count(.policyVersions, by: -1)
        // A session may still be bound by it.
        touch()
    }

    /// Adds a version; the default stays unless the new one shall be it.
    @discardableResult
    public func createVersion(
        ofPolicy arn: String,
        document: String,
        setAsDefault: Bool
    ) throws(DirectoryError) -> PolicyVersion {
        var policy = try modifiablePolicy(arn: arn)
        try require(managedPolicy: document)
        let versions = key(Keyspace.policyVersions).text(policy.id)
        try requireRoom(versions, within: .versionsPerPolicy)
        policy.lastVersion += 1
        if setAsDefault { policy.defaultVersion = policy.lastVersion }
        let version = PolicyVersion(number: policy.lastVersion, createDate: now, document: document)
        try put(version, of: policy)
        try put(policy)
        return version
    }

    /// Deletes a version that is not the default one; its number is not used again.
    public func deleteVersion(_ id: String, ofPolicy arn: String) throws(DirectoryError) {
        let policy = try modifiablePolicy(arn: arn)
        let version = try version(id, of: policy)
        guard version.number != policy.defaultVersion else {
            throw .deleteConflict(.defaultVersion)
        }
        try delete(key(Keyspace.policyVersions).text(policy.id).number(UInt64(version.number)))
        try count(.policyVersions, by: -1)
        try put(policy)
    }

    /// Makes a version the one that counts.
    public func setDefaultVersion(_ id: String, ofPolicy arn: String) throws(DirectoryError) {
        var policy = try modifiablePolicy(arn: arn)
        policy.defaultVersion = try version(id, of: policy).number
        try put(policy)
    }

    /// The policy, unless it is AWS's.
    func modifiablePolicy(arn: String) throws(DirectoryError) -> ManagedPolicy {
        let policy = try policy(arn: arn)
        guard policy.account != nil else { throw .unmodifiable(.policy, arn) }
        return policy
    }

    func put(
        _ version: PolicyVersion,
        of policy: ManagedPolicy
    ) throws(DirectoryError) {
        try put(
            key(Keyspace.policyVersions).text(policy.id).number(UInt64(version.number)),
            version
        )
        try count(.policyVersions, by: 1)
    }

    private func put(_ policy: ManagedPolicy) throws(DirectoryError) {
        var policy = policy
        policy.updateDate = now
        try put(key(Keyspace.policies).name(policy.name), policy)
        touch()
    }

    func putTags(_ tags: [Tag], of policy: ManagedPolicy) throws(DirectoryError) {
        var policy = policy
        policy.tags = tags
        try put(key(Keyspace.policies).name(policy.name), policy)
        touch()
    }
}
