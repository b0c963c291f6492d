public import Base
import Store

extension DirectoryTransaction {
    /// Makes a user without permissions or keys.
    @discardableResult
    public func createUser(
        named name: String,
        path: String = "/",
        permissionsBoundary: String? = nil,
        tags: [Tag] = []
    ) throws(DirectoryError) -> User {
        try Forms.require(name: name, of: .user)
        try Forms.require(path: path)
        try require(newTags: tags)
        let key = key(Keyspace.users).name(name)
        guard try !exists(key) else { throw .alreadyExists(.user, name) }
        try countOne(.users, within: .users)
        let user = User(
            account: account,
            name: name,
            path: path,
            id: UniqueID.make(.user, random: dependencies.random),
            createDate: now,
            permissionsBoundary: permissionsBoundary,
            tags: tags
        )
        try put(key, user)
        try putReference(user.id, .user, name)
        try addPath(.user, path, name)
        if let permissionsBoundary {
            try use(boundary: permissionsBoundary, by: user.id, kind: .user)
        }
        return user
    }

    /// Gives a user another name or path; its own name is no conflict.
    @discardableResult
    public func updateUser(
        named name: String,
        newName: String? = nil,
        newPath: String? = nil
    ) throws(DirectoryError) -> User {
        var user = try user(named: name)
        let old = user
        if let newName {
            try Forms.require(name: newName, of: .user)
            user.name = newName
        }
        if let newPath {
            try Forms.require(path: newPath)
            user.path = newPath
        }
        guard user != old else { return user }
        let oldKey = key(Keyspace.users).name(old.name)
        let newKey = key(Keyspace.users).name(user.name)
        if newKey != oldKey {
            guard try !exists(newKey) else { throw .alreadyExists(.user, user.name) }
            try delete(oldKey)
        }
        try put(newKey, user)
        try removePath(.user, old.path, old.name)
        try addPath(.user, user.path, user.name)
        try putReference(user.id, .user, user.name)
        touch()
        return user
    }

    /// Deletes a user that has no policies, keys or groups left.
    public func deleteUser(named name: String) throws(DirectoryError) {
        let user = try user(named: name)
        if try hasEntries(prefix: key(Keyspace.userGroups).text(user.id)) {
            throw .deleteConflict(.groupMembership)
        }
        if try hasEntries(prefix: key(Keyspace.ownedAccessKeys).text(user.id)) {
            throw .deleteConflict(.accessKeys)
        }
        try requireNoCredentials(user.id)
        if try hasEntries(prefix: key(Keyspace.signingCertificates).text(user.id)) {
            throw .deleteConflict(.credential("signing certificates"))
        }
        try requireNoPolicies(user.id)
        if let boundary = user.permissionsBoundary {
            try release(boundary: boundary, by: user.id, kind: .user)
        }
        try delete(key(Keyspace.users).name(name))
        try deleteReference(user.id)
        try removePath(.user, user.path, user.name)
        try count(.users, by: -1)
        try forgetAccess(ofPrincipal: user.id)
        touch()
    }

    func put(_ user: User) throws(DirectoryError) {
        try put(key(Keyspace.users).name(user.name), user)
        touch()
    }

    func requireNoPolicies(_ id: String) throws(DirectoryError) {
        if try hasEntries(prefix: key(Keyspace.attachments).text(id)) {
            throw .deleteConflict(.attachedPolicies)
        }
        if try hasEntries(prefix: key(Keyspace.inlinePolicies).text(id)) {
            throw .deleteConflict(.inlinePolicies)
        }
    }
}
