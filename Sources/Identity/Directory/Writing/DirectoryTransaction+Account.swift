import Base
import Store

extension DirectoryTransaction {
    /// Deletes the account and all that is in it.
    func deleteEverything() throws(DirectoryError) {
        try deleteReferences(key(Keyspace.users)) { (value) throws(DirectoryError) in
            try decode(value, as: User.self).id
        }
        try deleteReferences(key(Keyspace.groups)) { (value) throws(DirectoryError) in
            try decode(value, as: Group.self).id
        }
        try deleteReferences(key(Keyspace.roles)) { (value) throws(DirectoryError) in
            try decode(value, as: Role.self).id
        }
        let owned = key(Keyspace.ownedAccessKeys)
        for entry in try entries(prefix: owned) {
            let owner = entry.key.text(at: owned.bytes.count)
            let id = entry.key.text(at: owned.bytes.count + owner.utf8.count + 1)
            try delete(Key(Keyspace.accessKeys).text(id))
        }
        for keyspace in Keyspace.ofAccount { try deleteAll(prefix: key(keyspace)) }
        try delete(Key(Keyspace.accounts).account(account))
        touch()
    }

    private func deleteReferences(
        _ prefix: Key,
        id: ([UInt8]) throws(DirectoryError) -> String
    ) throws(DirectoryError) {
        for entry in try entries(prefix: prefix) { try deleteReference(try id(entry.value)) }
    }
}
