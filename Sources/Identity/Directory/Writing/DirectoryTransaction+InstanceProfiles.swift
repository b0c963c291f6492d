public import Base
import Store

extension DirectoryTransaction {
    /// Makes an instance profile without a role.
    @discardableResult
    public func createInstanceProfile(
        named name: String,
        path: String = "/",
        tags: [Tag] = []
    ) throws(DirectoryError) -> InstanceProfile {
        try Forms.require(name: name, of: .instanceProfile)
        try Forms.require(path: path)
        try require(newTags: tags)
        let key = key(Keyspace.instanceProfiles).name(name)
        guard try !exists(key) else { throw .alreadyExists(.instanceProfile, name) }
        try countOne(.instanceProfiles, within: .instanceProfiles)
        let profile = InstanceProfile(
            account: account,
            name: name,
            path: path,
            id: UniqueID.make(.instanceProfile, random: dependencies.random),
            createDate: now,
            roleNames: [],
            tags: tags
        )
        try put(key, profile)
        try addPath(.instanceProfile, path, name)
        return profile
    }

    /// Deletes an instance profile that has no role left.
    public func deleteInstanceProfile(named name: String) throws(DirectoryError) {
        let profile = try instanceProfile(named: name)
        guard profile.roleNames.isEmpty else { throw .deleteConflict(.instanceProfiles) }
        try delete(key(Keyspace.instanceProfiles).name(name))
        try removePath(.instanceProfile, profile.path, name)
        try count(.instanceProfiles, by: -1)
    }

    /// Puts a role into an instance profile that has room.
    public func add(
        role roleName: String,
        toInstanceProfile profileName: String
    ) throws(DirectoryError) {
        var profile = try instanceProfile(named: profileName)
        let role = try modifiableRole(named: roleName)
        // The quota of one is checked first: AWS answers LimitExceeded also for the same role.
        guard profile.roleNames.count < quotas[.rolesPerInstanceProfile] else {
            throw .limitExceeded(.rolesPerInstanceProfile, quotas[.rolesPerInstanceProfile])
        }
        guard !profile.roleNames.contains(role.name) else {
            throw .alreadyExists(.role, roleName)
        }
        profile.roleNames.append(role.name)
        try put(profile)
        try put(
            key(Keyspace.roleProfiles).text(role.id).name(profileName),
            Array(profileName.utf8)
        )
    }

    /// Takes a role out of an instance profile; throws `notAMember` when it is not there.
    public func remove(
        role roleName: String,
        fromInstanceProfile profileName: String
    ) throws(DirectoryError) {
        var profile = try instanceProfile(named: profileName)
        let role = try modifiableRole(named: roleName)
        guard let index = profile.roleNames.firstIndex(of: role.name) else {
            throw .notAMember(.role, roleName)
        }
        profile.roleNames.remove(at: index)
        try put(profile)
        try delete(key(Keyspace.roleProfiles).text(role.id).name(profileName))
    }

    func put(_ profile: InstanceProfile) throws(DirectoryError) {
        try put(key(Keyspace.instanceProfiles).name(profile.name), profile)
    }
}
