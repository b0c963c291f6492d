import Base
import Store

extension DirectoryTransaction {
    /// Makes a group without users or permissions.
    @discardableResult
    public func createGroup(
        named name: String,
        path: String = "/"
    ) throws(DirectoryError) -> Group {
        try Forms.require(name: name, of: .group)
        try Forms.require(path: path)
        let key = key(Keyspace.groups).name(name)
        guard try !exists(key) else { throw .alreadyExists(.group, name) }
        try countOne(.groups, within: .groups)
        let group = Group(
            account: account,
            name: name,
            path: path,
            id: UniqueID.make(.group, random: dependencies.random),
            createDate: now
        )
        try put(key, group)
        try putReference(group.id, .group, name)
        try addPath(.group, path, name)
        return group
    }

    /// Gives a group another name or path; its own name is no conflict.
    @discardableResult
    public func updateGroup(
        named name: String,
        newName: String? = nil,
        newPath: String? = nil
    ) throws(DirectoryError) -> Group {
        var group = try group(named: name)
        let old = group
        if let newName {
            try Forms.require(name: newName, of: .group)
            group.name = newName
        }
        if let newPath {
            try Forms.require(path: newPath)
            group.path = newPath
        }
        guard group != old else { return group }
        let oldKey = key(Keyspace.groups).name(old.name)
        let newKey = key(Keyspace.groups).name(group.name)
        if newKey != oldKey {
            guard try !exists(newKey) else { throw .alreadyExists(.group, group.name) }
            try delete(oldKey)
        }
        try put(newKey, group)
        try removePath(.group, old.path, old.name)
        try addPath(.group, group.path, group.name)
        try putReference(group.id, .group, group.name)
        touch()
        return group
    }

    /// Deletes a group that has no users or policies left.
    public func deleteGroup(named name: String) throws(DirectoryError) {
        let group = try group(named: name)
        if try hasEntries(prefix: key(Keyspace.groupUsers).text(group.id)) {
            throw .deleteConflict(.groupMembership)
        }
        try requireNoPolicies(group.id)
        try delete(key(Keyspace.groups).name(name))
        try deleteReference(group.id)
        try removePath(.group, group.path, group.name)
        try count(.groups, by: -1)
    }

    /// Puts a user into a group; nothing happens when it is there.
    public func add(
        user userName: String,
        toGroup groupName: String
    ) throws(DirectoryError) {
        let group = try group(named: groupName)
        let user = try user(named: userName)
        let membership = key(Keyspace.userGroups).text(user.id)
        let key = Key(bytes: membership.bytes).text(group.id)
        guard try !exists(key) else { return }
        try requireRoom(membership, within: .groupsPerUser)
        try put(key, [])
        try put(self.key(Keyspace.groupUsers).text(group.id).text(user.id), [])
        touch()
    }

    /// Takes a user out of a group; throws `notAMember` when it is not there.
    public func remove(
        user userName: String,
        fromGroup groupName: String
    ) throws(DirectoryError) {
        let group = try group(named: groupName)
        let user = try user(named: userName)
        let key = key(Keyspace.userGroups).text(user.id).text(group.id)
        guard try exists(key) else { throw .notAMember(.user, userName) }
        try delete(key)
        try delete(self.key(Keyspace.groupUsers).text(group.id).text(user.id))
        touch()
    }
}
