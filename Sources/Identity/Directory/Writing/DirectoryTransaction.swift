public import Base
public import Store

/// Reads and changes one account within one transaction; must not leave the body.
///
/// Every invariant holds after every call that does not throw. A body that catches an error goes on
/// with what was done before.
public struct DirectoryTransaction: DirectoryView {
    /// The account that is changed.
    public let accountRecord: Account
    /// The records, for services that keep some of their own beside the directory's.
    public let store: any StoreTransaction
    /// The directory's surroundings.
    public let dependencies: DirectoryDependencies
    /// The time of the transaction.
    public let now: Timestamp

    let effects: TransactionEffects

    /// The account that is changed.
    public var account: AccountID { accountRecord.id }
    /// The records.
    public var records: any StoreReader { store }
    /// How many of everything the account may hold.
    public var quotas: Quotas { accountRecord.quotas }

    /// Notes that what someone of this account may do, or which keys open it, changes.
    ///
    /// Everything cached for the account is forgotten once the transaction is durable. The
    /// directory's own mutations call this themselves.
    public func touch() { effects.accounts.insert(account) }

    func put(_ key: Key, _ value: [UInt8]) throws(DirectoryError) {
        do { try store.put(key, value) } catch { throw .store(error) }
    }

    func put(_ key: Key, _ record: some Record) throws(DirectoryError) {
        try put(key, record.encoded)
    }

    func delete(_ key: Key) throws(DirectoryError) {
        do { try store.delete(key) } catch { throw .store(error) }
    }

    func deleteAll(prefix: Key) throws(DirectoryError) {
        do { try store.deleteAll(prefix: prefix) } catch { throw .store(error) }
    }
}

/// What a transaction asks of the directory once it is durable.
final class TransactionEffects {
    var accounts: Set<AccountID> = []
}
