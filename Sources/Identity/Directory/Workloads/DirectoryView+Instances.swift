import Base
import Store

extension DirectoryView {
    /// The instance of a region with this id; nil when there is none.
    public func instance(_ id: String, region: String) throws(DirectoryError) -> Instance? {
        let found = try record(key(Keyspace.instances).text(region).text(id), as: Instance.self)
        return found.flatMap { isRemembered($0) ? $0 : nil }
    }

    /// The running instance of a region with this private address; nil when there is none.
    public func instance(
        address: String,
        region: String
    ) throws(DirectoryError) -> Instance? {
        let key = key(Keyspace.instanceAddresses).text(region).text(address)
        guard let id = try value(key) else { return nil }
        return try instance(String(decoding: id, as: UTF8.self), region: region)
    }

    /// The instance that an association of a region binds; nil when there is no such association.
    public func instance(
        association id: String,
        region: String
    ) throws(DirectoryError) -> Instance? {
        let key = key(Keyspace.instanceAssociations).text(region).text(id)
        guard let found = try value(key) else { return nil }
        return try instance(String(decoding: found, as: UTF8.self), region: region)
    }

    /// All instances of a region, also those that were terminated of late.
    public func instances(region: String) throws(DirectoryError) -> [Instance] {
        try all(key(Keyspace.instances).text(region), as: Instance.self).filter(isRemembered)
    }

    /// What a request with this token has made in a region; nil when there was none.
    public func launch(
        clientToken: String,
        region: String
    ) throws(DirectoryError) -> InstanceLaunch? {
        try record(
            key(Keyspace.instanceLaunches).text(region).text(clientToken),
            as: InstanceLaunch.self
        )
    }

    /// The profile that an instance is bound to, and its role; nil for what is not there any more.
    public func binding(
        of instance: Instance
    ) throws(DirectoryError) -> (profile: InstanceProfile?, role: Role?) {
        guard let association = instance.association else { return (nil, nil) }
        let key = key(Keyspace.instanceProfiles).name(association.profileName)
        guard let profile = try record(key, as: InstanceProfile.self),
            profile.id == association.profileID
        else { return (nil, nil) }
        guard let name = profile.roleNames.first else { return (profile, nil) }
        return (profile, try role(named: name))
    }

    /// Terminated instances are forgotten after a while.
    private func isRemembered(_ instance: Instance) -> Bool {
        guard let ended = instance.terminationDate else { return true }
        return dependencies.clock.now < ended.adding(seconds: Limits.terminatedSeconds)
    }
}
