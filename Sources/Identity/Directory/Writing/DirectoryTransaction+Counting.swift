import Base
import Store

extension DirectoryTransaction {
    /// Changes a counter of the account; nothing is counted below zero.
    func count(_ counter: AccountCounter, by change: Int) throws(DirectoryError) {
        let (sum, isTooLarge) = try count(counter).addingReportingOverflow(change)
        guard !isTooLarge, let value = UInt64(exactly: sum) else {
            throw .store(.unreadable("the counter \(counter) does not fit what is there"))
        }
        try put(key(Keyspace.counters).tail(counter), Key(bytes: []).number(value).bytes)
    }

    /// Counts one more unless the quota is used up.
    func countOne(_ counter: AccountCounter, within quota: Quota) throws(DirectoryError) {
        guard try count(counter) < quotas[quota] else {
            throw .limitExceeded(quota, quotas[quota])
        }
        try count(counter, by: 1)
    }

    /// Throws when as many entries as the quota allows have the prefix.
    func requireRoom(_ prefix: Key, within quota: Quota) throws(DirectoryError) {
        guard try count(prefix: prefix, limit: quotas[quota]) < quotas[quota] else {
            throw .limitExceeded(quota, quotas[quota])
        }
    }

    /// Adds an entity to the listing within paths.
    func addPath(_ kind: EntityKind, _ path: String, _ name: String) throws(DirectoryError) {
        guard path != "/" else { return }
        try put(pathKey(kind, path, name), [])
    }

    /// Takes an entity out of the listing within paths.
    func removePath(_ kind: EntityKind, _ path: String, _ name: String) throws(DirectoryError) {
        guard path != "/" else { return }
        try delete(pathKey(kind, path, name))
    }

    private func pathKey(_ kind: EntityKind, _ path: String, _ name: String) -> Key {
        key(Keyspace.paths).byte(kind.rawValue).text(path).name(name)
    }

    /// Lets the unique id name the entity.
    func putReference(_ id: String, _ kind: EntityKind, _ name: String) throws(DirectoryError) {
        try put(
            Key(Keyspace.uniqueIDs).text(id),
            EntityReference(account: account, kind: kind, name: name)
        )
    }

    func deleteReference(_ id: String) throws(DirectoryError) {
        try delete(Key(Keyspace.uniqueIDs).text(id))
    }
}
