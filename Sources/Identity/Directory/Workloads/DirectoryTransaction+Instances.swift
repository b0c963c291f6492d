import Base
import Cryptography
import Store

extension DirectoryTransaction {
    /// The most instances of an account, in all regions.
    public static var instanceLimit: Int { Limits.instances }

    /// An id that nobody has, such as `i-` and seventeen hexadecimal digits.
    public func makeID(_ prefix: String) -> String {
        prefix + Hex.text(dependencies.random.bytes(9)).dropLast()
    }

    /// Keeps new instances, and what they were asked for with.
    public func launch(
        _ instances: [Instance],
        digest: [UInt8]
    ) throws(DirectoryError) {
        try forgetTerminated()
        try count(.instances, by: instances.count)
        for instance in instances {
            try put(instance)
            try put(
                key(Keyspace.instanceAddresses).text(instance.region)
                    .text(instance.privateAddress),
                Array(instance.id.utf8)
            )
            if let association = instance.association {
                try putReference(association, instance)
            }
        }
        guard let first = instances.first, !first.clientToken.isEmpty else { return }
        try put(
            key(Keyspace.instanceLaunches).text(first.region).text(first.clientToken),
            InstanceLaunch(digest: digest, instanceIDs: instances.map(\.id))
        )
    }

    /// Keeps what has changed of an instance, but for its association.
    public func put(_ instance: Instance) throws(DirectoryError) {
        try put(key(Keyspace.instances).text(instance.region).text(instance.id), instance)
    }

    /// Binds an instance to a profile or to none; answers the instance as it is then.
    public func bind(
        _ instance: Instance,
        to profile: InstanceProfile?
    ) throws(DirectoryError) -> Instance {
        var bound = instance
        if let old = instance.association { try delete(reference(old.id, instance)) }
        bound.association = profile.map { profile in
            ProfileAssociation(id: makeID("iip-assoc-"), profile: profile, date: now)
        }
        try put(bound)
        if let association = bound.association { try putReference(association, bound) }
        return bound
    }

    /// Ends an instance, which is remembered for a while; answers it as it is then.
    ///
    /// It is looked at anew, since what the caller has of it may be older than an end.
    public func terminate(_ instance: Instance) throws(DirectoryError) -> Instance {
        guard let instance = try self.instance(instance.id, region: instance.region),
            instance.isRunning
        else { return instance }
        try forgetTerminated()
        var ended = try bind(instance, to: nil)
        ended.terminationDate = now
        try put(ended)
        try delete(
            key(Keyspace.instanceAddresses).text(ended.region).text(ended.privateAddress)
        )
        try put(endKey(ended, now), [])
        try count(.instances, by: -1)
        return ended
    }

    private func reference(_ id: String, _ instance: Instance) -> Key {
        key(Keyspace.instanceAssociations).text(instance.region).text(id)
    }

    private func putReference(
        _ association: ProfileAssociation,
        _ instance: Instance
    ) throws(DirectoryError) {
        try put(reference(association.id, instance), Array(instance.id.utf8))
    }

    private func endKey(_ instance: Instance, _ date: Timestamp) -> Key {
        key(Keyspace.instanceEnds).number(UInt64(clamping: date.seconds)).text(instance.region)
            .text(instance.id)
    }

    /// Deletes the records of instances that were terminated long enough ago.
    private func forgetTerminated() throws(DirectoryError) {
        let prefix = key(Keyspace.instanceEnds)
        let start = prefix.bytes.count
        for entry in try entries(prefix: prefix, limit: Limits.forgottenAtOnce) {
            let ended = Int(bigEndian: Array(entry.key.bytes[start..<start + 8]))
            guard Int64(ended) + Limits.terminatedSeconds <= now.seconds else { return }
            let region = entry.key.text(at: start + 8)
            let id = entry.key.text(at: start + 8 + region.utf8.count + 1)
            let instances = key(Keyspace.instances).text(region).text(id)
            if let instance = try record(instances, as: Instance.self),
                !instance.clientToken.isEmpty
            {
                try delete(
                    key(Keyspace.instanceLaunches).text(region).text(instance.clientToken)
                )
            }
            try delete(instances)
            try delete(entry.key)
        }
    }
}
