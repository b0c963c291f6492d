public import Base
import Store

extension DirectoryTransaction {
    /// Makes a role that the principals of the trust policy may assume.
    @discardableResult
    public func createRole(
        named name: String,
        path: String = "/",
        trustPolicy: String,
        description: String? = nil,
        maxSessionDurationSeconds: Int = 3600,
        permissionsBoundary: String? = nil,
        tags: [Tag] = []
    ) throws(DirectoryError) -> Role {
        try Forms.require(name: name, of: .role)
        try Forms.require(path: path)
        try Forms.require(description: description)
        try require(sessionDurationSeconds: maxSessionDurationSeconds)
        try require(newTags: tags)
        let key = key(Keyspace.roles).name(name)
        guard try !exists(key) else { throw .alreadyExists(.role, name) }
        try countOne(.roles, within: .roles)
        let role = Role(
            account: account,
            name: name,
            path: path,
            id: UniqueID.make(.role, random: dependencies.random),
            createDate: now,
            trustPolicy: try checkedTrustPolicy(trustPolicy),
            description: description,
            maxSessionDurationSeconds: maxSessionDurationSeconds,
            permissionsBoundary: permissionsBoundary,
            tags: tags
        )
        try insert(role)
        return role
    }

    /// Puts a new role, and all that names it, in its places.
    func insert(_ role: Role) throws(DirectoryError) {
        try put(key(Keyspace.roles).name(role.name), role)
        try putReference(role.id, .role, role.name)
        try addPath(.role, role.path, role.name)
        if let boundary = role.permissionsBoundary {
            try use(boundary: boundary, by: role.id, kind: .role)
        }
    }

    /// Changes what is given; nil leaves it as it is.
    ///
    /// The description is all that can be changed of a role that belongs to a service.
    ///
    /// - Source: IAM User Guide, "Using service-linked roles", "Editing a service-linked role".
    @discardableResult
    public func updateRole(
        named name: String,
        description: String? = nil,
        maxSessionDurationSeconds: Int? = nil
    ) throws(DirectoryError) -> Role {
        var role = try role(named: name)
        if role.isServiceLinked, maxSessionDurationSeconds != nil {
            throw .unmodifiable(.role, name)
        }
        if let description {
            try Forms.require(description: description)
            role.description = description
        }
        if let maxSessionDurationSeconds {
            try require(sessionDurationSeconds: maxSessionDurationSeconds)
            role.maxSessionDurationSeconds = maxSessionDurationSeconds
        }
        try put(role)
        return role
    }

    /// Lets other principals assume the role.
    public func updateTrustPolicy(
        ofRole name: String,
        to document: String
    ) throws(DirectoryError) {
        var role = try modifiableRole(named: name)
        role.trustPolicy = try checkedTrustPolicy(document)
        try put(role)
    }

    /// Deletes a role that has no policies and is in no instance profile.
    public func deleteRole(named name: String) throws(DirectoryError) {
        try delete(try modifiableRole(named: name))
    }

    /// Deletes a role that nothing uses, also one that belongs to a service.
    public func delete(_ role: Role) throws(DirectoryError) {
        if try hasEntries(prefix: key(Keyspace.roleProfiles).text(role.id)) {
            throw .deleteConflict(.instanceProfiles)
        }
        try requireNoPolicies(role.id)
        if let boundary = role.permissionsBoundary {
            try release(boundary: boundary, by: role.id, kind: .role)
        }
        try delete(key(Keyspace.roles).name(role.name))
        try deleteReference(role.id)
        try removePath(.role, role.path, role.name)
        try count(.roles, by: -1)
        try forgetAccess(ofPrincipal: role.id)
        touch()
    }

    /// The role, unless it belongs to a service.
    ///
    /// - Source: IAM User Guide, "Using service-linked roles": only the service may change it.
    func modifiableRole(named name: String) throws(DirectoryError) -> Role {
        let role = try role(named: name)
        guard !role.isServiceLinked else { throw .unmodifiable(.role, name) }
        return role
    }

    func put(_ role: Role) throws(DirectoryError) {
        try put(key(Keyspace.roles).name(role.name), role)
        touch()
    }

    private func require(sessionDurationSeconds seconds: Int) throws(DirectoryError) {
        guard Limits.sessionDurationSeconds.contains(seconds) else {
            throw .invalidInput("MaxSessionDuration must be 3600 to 43200 seconds.")
        }
    }
}
