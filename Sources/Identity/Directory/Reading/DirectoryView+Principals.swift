import Base
import Store

extension DirectoryView {
    /// The user with exactly this name.
    public func user(named name: String) throws(DirectoryError) -> User {
        guard let user = try record(key(Keyspace.users).name(name), as: User.self),
            user.name == name
        else { throw .noSuch(.user, name) }
        return user
    }

    /// The user of this account with the unique id; nil when there is none.
    public func user(id: String) throws(DirectoryError) -> User? {
        guard let found = try entity(id: id), found.account == account, found.kind == .user else {
            return nil
        }
        return try user(named: found.name)
    }

    /// The group with exactly this name.
    public func group(named name: String) throws(DirectoryError) -> Group {
        guard let group = try record(key(Keyspace.groups).name(name), as: Group.self),
            group.name == name
        else { throw .noSuch(.group, name) }
        return group
    }

    /// The group of this account with the unique id; nil when there is none.
    public func group(id: String) throws(DirectoryError) -> Group? {
        guard let found = try entity(id: id), found.account == account, found.kind == .group else {
            return nil
        }
        return try group(named: found.name)
    }

    /// The role with exactly this name.
    public func role(named name: String) throws(DirectoryError) -> Role {
        guard let role = try record(key(Keyspace.roles).name(name), as: Role.self),
            role.name == name
        else { throw .noSuch(.role, name) }
        return role
    }

    /// How the name of a role is spelled that equals a name without regard to case; nil for none.
    public func spelling(ofRole name: String) throws(DirectoryError) -> String? {
        try record(key(Keyspace.roles).name(name), as: Role.self)?.name
    }

    /// The role of this account with the unique id; nil when there is none.
    public func role(id: String) throws(DirectoryError) -> Role? {
        guard let found = try entity(id: id), found.account == account, found.kind == .role else {
            return nil
        }
        return try role(named: found.name)
    }

    /// The instance profile with exactly this name.
    public func instanceProfile(named name: String) throws(DirectoryError) -> InstanceProfile {
        let key = key(Keyspace.instanceProfiles).name(name)
        guard let profile = try record(key, as: InstanceProfile.self), profile.name == name else {
            throw .noSuch(.instanceProfile, name)
        }
        return profile
    }

    /// Users, in order of names without regard to case; within a path, in order of paths first.
    public func users(
        pathPrefix: String = "/",
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<User> {
        try page(
            Keyspace.users,
            kind: .user,
            pathPrefix: pathPrefix,
            after: marker,
            limit: limit,
            as: User.self
        )
    }

    /// Groups, ordered as users are.
    public func groups(
        pathPrefix: String = "/",
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<Group> {
        try page(
            Keyspace.groups,
            kind: .group,
            pathPrefix: pathPrefix,
            after: marker,
            limit: limit,
            as: Group.self
        )
    }

    /// Roles, ordered as users are.
    public func roles(
        pathPrefix: String = "/",
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<Role> {
        try page(
            Keyspace.roles,
            kind: .role,
            pathPrefix: pathPrefix,
            after: marker,
            limit: limit,
            as: Role.self
        )
    }

    /// Instance profiles, ordered as users are.
    public func instanceProfiles(
        pathPrefix: String = "/",
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<InstanceProfile> {
        try page(
            Keyspace.instanceProfiles,
            kind: .instanceProfile,
            pathPrefix: pathPrefix,
            after: marker,
            limit: limit,
            as: InstanceProfile.self
        )
    }

    /// The instance profiles that hold the role, in order of names.
    public func instanceProfiles(
        ofRole name: String,
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<InstanceProfile> {
        let role = try role(named: name)
        let prefix = key(Keyspace.roleProfiles).text(role.id)
        let page = try page(prefix: prefix, after: marker, limit: limit)
        var items: [InstanceProfile] = []
        for entry in page.entries {
            items.append(try instanceProfile(named: String(decoding: entry.value, as: UTF8.self)))
        }
        return Page(items: items, marker: page.marker)
    }
}
