/// A durable, ordered map from keys to values with serializable transactions.
///
/// One contract suite (`StoreTests`) runs on every implementation. The store knows nothing of what
/// it keeps; entities and their rules are `Directory`'s.
public protocol Store: Sendable {
    /// Runs a body on a consistent view that holds everything acknowledged before the call.
    ///
    /// Never waits for a write's disk. The reader must not leave the body.
    func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result

    /// Queues a body that reads and changes the store alone, one after another.
    ///
    /// A body that throws leaves no change. The completion is called after the body's changes, and
    /// those of every body before it, are durable and visible to every reader: on another thread, or
    /// on this one before the call returns. It must not wait for another write.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result,
        completion: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    )

    /// Finishes the queued writes and closes the files; later calls throw `StoreError.closed`.
    func close()
}

/// Reads within one consistent view.
public protocol StoreReader {
    /// The value under the key, if there is one.
    func value(_ key: Key) throws(StoreError) -> [UInt8]?

    /// Up to `limit` entries with `start` ≤ key < `end` in order of keys; no `end` means the last.
    func entries(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry]

    /// How many entries there are with `start` ≤ key < `end`, up to `limit`; no value is read.
    func count(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> Int

    /// Up to `limit` entries with `start` ≤ key < `end`, the greatest key first.
    func entriesReversed(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry]
}

/// Reads and changes within one transaction; reads see the transaction's own changes.
public protocol StoreTransaction: StoreReader {
    /// Sets the value under the key.
    func put(_ key: Key, _ value: [UInt8]) throws(StoreError)

    /// Removes the key; nothing happens when it is not there.
    func delete(_ key: Key) throws(StoreError)

    /// Removes every key with the prefix.
    func deleteAll(prefix: Key) throws(StoreError)

    /// Calls an action once the transaction is durable, before anyone is told of it.
    ///
    /// Dropped when the body throws or the commit fails. For caches to forget what has changed.
    func afterCommit(_ action: @escaping @Sendable () -> Void)
}

/// A key and its value.
public struct Entry: Hashable, Sendable {
    /// The key.
    public let key: Key
    /// The value.
    public let value: [UInt8]

    /// Joins a key and a value.
    public init(key: Key, value: [UInt8]) {
        self.key = key
        self.value = value
    }
}
