import Base
import Store

extension DirectoryTransaction {
    /// Gives the account another name or other quotas; what is beyond a lowered quota stays.
    public func updateAccount(
        name: String? = nil,
        quotas: Quotas? = nil
    ) throws(DirectoryError) {
        var account = accountRecord
        if let name { account.name = name }
        if let quotas { account.quotas = quotas }
        try put(Key(Keyspace.accounts).account(account.id), account)
    }

    /// Deletes the account and all that is in it.
    func deleteEverything() throws(DirectoryError) {
        try forEach(key(Keyspace.users)) { (entry) throws(DirectoryError) in
            try deleteReference(try decode(entry.value, as: User.self).id)
        }
        try forEach(key(Keyspace.groups)) { (entry) throws(DirectoryError) in
            try deleteReference(try decode(entry.value, as: Group.self).id)
        }
        try forEach(key(Keyspace.roles)) { (entry) throws(DirectoryError) in
            try deleteReference(try decode(entry.value, as: Role.self).id)
        }
        let owned = key(Keyspace.ownedAccessKeys)
        try forEach(owned) { (entry) throws(DirectoryError) in
            let owner = entry.key.text(at: owned.bytes.count)
            let id = entry.key.text(at: owned.bytes.count + owner.utf8.count + 1)
            try delete(Key(Keyspace.accessKeys).text(id))
        }
        if let alias = try accountAlias() {
            try delete(Key(Keyspace.accountAliases).text(alias))
        }
        try deleteDelegations()
        for keyspace in Keyspace.ofAccount { try deleteAll(prefix: key(keyspace)) }
        try delete(Key(Keyspace.accounts).account(account))
        touch()
    }

    /// Visits every entry under a prefix, a page at a time.
    private func forEach(
        _ prefix: Key,
        _ visit: (Entry) throws(DirectoryError) -> Void
    ) throws(DirectoryError) {
        var last: Key?
        repeat {
            let page = try entries(prefix: prefix, after: last, limit: Limits.pageItems)
            for entry in page { try visit(entry) }
            last = page.last?.key
        } while last != nil
    }
}
