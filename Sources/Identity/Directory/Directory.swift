public import Base
public import Store

/// The accounts of this server and all that is in them, on any store.
///
/// The rules of IAM's entities (unique names, quotas, delete conflicts, versions) live here, once.
public final class Directory: Sendable {
    /// The store, for services that keep records of their own under keyspaces from 0x80.
    public let store: any Store
    /// The directory's surroundings.
    public let dependencies: DirectoryDependencies

    let resolver: Resolver

    /// Opens the directory in a store, which may be empty.
    ///
    /// - Parameters:
    ///   - store: where the records are.
    ///   - dependencies: the directory's surroundings.
    ///   - cacheCapacity: how many keys, users and roles, each, are kept ready in memory.
    public init(
        store: any Store,
        dependencies: DirectoryDependencies,
        cacheCapacity: Int = 10_000
    ) {
        self.store = store
        self.dependencies = dependencies
        resolver = Resolver(capacity: cacheCapacity)
    }

    /// Runs a body on a consistent view of an account.
    public func read<Output>(
        _ account: AccountID,
        _ body: (DirectoryReader) throws -> Output
    ) throws -> Output {
        do {
            return try store.read { try body(reader($0, account)) }
        } catch let error as StoreError {
            throw DirectoryError.store(error)
        }
    }

    func reader(_ records: any StoreReader, _ account: AccountID) -> DirectoryReader {
        DirectoryReader(account: account, records: records, dependencies: dependencies)
    }

    /// Queues a body that changes an account; throws `noSuch` when the account does not exist.
    ///
    /// The completion is called once the changes are durable, and every later request sees them.
    public func write<Output: Sendable>(
        _ account: AccountID,
        _ body: @escaping @Sendable (DirectoryTransaction) throws -> Output,
        completion: @escaping @Sendable (Result<Output, any Error>) -> Void
    ) {
        write(
            as: { reader, _ in
                guard let record = try reader.accountRecord() else {
                    throw DirectoryError.noSuch(.account, account.description)
                }
                return record
            },
            account: account,
            body,
            completion: completion
        )
    }

    /// Queues a body that changes an account whose record another body finds or makes.
    func write<Output: Sendable>(
        as record: @escaping @Sendable (DirectoryReader, Timestamp) throws -> Account,
        account: AccountID,
        _ body: @escaping @Sendable (DirectoryTransaction) throws -> Output,
        completion: @escaping @Sendable (Result<Output, any Error>) -> Void
    ) {
        let dependencies = dependencies
        let resolver = resolver
        store.write(
            { store in
                let reader = DirectoryReader(
                    account: account,
                    records: store,
                    dependencies: dependencies
                )
                let now = dependencies.clock.now.truncatedToSeconds
                let effects = TransactionEffects()
                let output = try body(
                    DirectoryTransaction(
                        accountRecord: try record(reader, now),
                        store: store,
                        dependencies: dependencies,
                        now: now,
                        effects: effects
                    )
                )
                for account in effects.accounts {
                    store.afterCommit { resolver.counter(of: account, isKnown: true)?.advance() }
                }
                return output
            },
            completion: { result in
                completion(
                    result.mapError { error in
                        (error as? StoreError).map(DirectoryError.store) ?? error
                    }
                )
            }
        )
    }
}
