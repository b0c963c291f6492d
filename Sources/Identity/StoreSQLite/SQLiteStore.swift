public import Store
private import CSQLite
private import Synchronization

/// A store in one SQLite file, for one process at a time.
///
/// One thread writes: it runs all queued bodies in one transaction, each in a savepoint of its own,
/// and commits them with one flush to disk. Reads run on connections of their own, on the thread
/// that asks, and never wait for the writer.
public final class SQLiteStore: Store {
    private let path: String
    private let lock: FileLock
    private let writer: Writer
    private let idle: Mutex<[SQLiteConnection]?>

    /// Opens the file, or makes it readable and writable by its owner only.
    ///
    /// - Parameters:
    ///   - path: where the file is; its log and its lock lie beside it.
    ///   - maximumPages: how many pages of 4 KiB the file may grow to; nil for SQLite's limit.
    /// - Throws: `unavailable` when the file cannot be opened or another process has it;
    ///   `unreadable` when it is no store, is damaged or comes from a newer program.
    public init(path: String, maximumPages: Int? = nil) throws(StoreError) {
        rolecall_sqlite_configure()
        self.path = path
        lock = try FileLock(path: path + "-lock")
        try StoreFile.make(path: path)
        let connection = try SQLiteConnection(path: path, cacheKiB: Limits.writerCacheKiB)
        try StoreFile.prepare(connection)
        if let maximumPages { try connection.execute("PRAGMA max_page_count=\(maximumPages)") }
        idle = Mutex([])
        writer = try Writer(connection: try WriterConnection(connection))
    }

    /// Runs a body in a read transaction.
    public func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
        let connection = try takeReader()
        defer { giveBack(connection) }
        try connection.run(.begin)
        let result: Result
        do {
            result = try body(SQLiteReader(connection: connection))
        } catch {
            connection.endRead()
            throw error
        }
        connection.endRead()
        return result
    }

    /// Queues a body for the writer thread, which also calls the completion.
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result,
        completion: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    ) {
        let job = WriteJob { transaction in
            do {
                let result = try body(transaction)
                return WriteJob.Outcome(succeeded: true) { failure in
                    completion(failure.map { .failure($0) } ?? .success(result))
                }
            } catch {
                return WriteJob.Outcome(succeeded: false) { failure in
                    completion(.failure(failure ?? error))
                }
            }
        }
        if !writer.append(job) { completion(.failure(StoreError.closed)) }
    }

    /// Finishes the queued writes, copies the log into the database and closes the files.
    public func close() {
        writer.stop()
        let connections = idle.withLock { idle in
            defer { idle = nil }
            return idle ?? []
        }
        for connection in connections { connection.close() }
        lock.release()
    }

    private func takeReader() throws(StoreError) -> SQLiteConnection {
        let kept = try idle.withLock { idle throws(StoreError) in
            guard idle != nil else { throw StoreError.closed }
            return idle?.popLast()
        }
        if let kept { return kept }
        let connection = try SQLiteConnection(path: path, cacheKiB: Limits.readerCacheKiB)
        try connection.execute("PRAGMA query_only=1")
        return connection
    }

    private func giveBack(_ connection: SQLiteConnection) {
        let isKept = idle.withLock { idle in
            guard let count = idle?.count, count < Limits.idleReaders else { return false }
            idle?.append(connection)
            return true
        }
        if !isKept { connection.close() }
    }
}
