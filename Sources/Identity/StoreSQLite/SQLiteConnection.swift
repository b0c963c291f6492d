private import CSQLite
import Store

/// A connection and its statements.
///
/// Of the connection's calls, none waits for another one's; see `SQLiteStore` for who has which.
// SAFETY: SQLite's handle is opened without locks of its own. A connection is used by one thread at
// a time: a reader's is taken out of the pool under the pool's lock and put back, the writer's
// belongs to the writer's thread.
@safe final class SQLiteConnection: @unchecked Sendable {
    let handle: OpaquePointer
    private var statements: [SQLiteStatement?]
    private var isOpen = true
    private var logPages: Int32 = 0

    init(path: String, cacheKiB: Int) throws(StoreError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        // SAFETY: SQLite sets the handle also when it fails; it is closed then.
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            unsafe sqlite3_close_v2(opened)
            throw StoreError(code, "cannot open the store")
        }
        unsafe handle = opened
        statements = Array(repeating: nil, count: SQLiteCommand.allCases.count)
        // SAFETY: the handle has just been opened.
        unsafe sqlite3_busy_timeout(handle, Limits.busyMilliseconds)
        try execute("PRAGMA cache_size=-\(cacheKiB)")
    }

    deinit { close() }

    /// Runs SQL texts that return nothing of interest.
    func execute(_ sql: String) throws(StoreError) {
        // SAFETY: the handle is open; the text is a C string for the time of the call.
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    /// Runs a command that has nothing to bind.
    func run(_ command: SQLiteCommand) throws(StoreError) {
        try statement(command).finish(self)
    }

    /// The statement of a command, compiled once.
    func statement(_ command: SQLiteCommand) throws(StoreError) -> SQLiteStatement {
        if let statement = statements[command.rawValue] { return statement }
        let statement = try SQLiteStatement(command.sql, on: self)
        statements[command.rawValue] = statement
        return statement
    }

    /// The number that a query returns.
    func number(_ sql: String) throws(StoreError) -> Int {
        let statement = try SQLiteStatement(sql, on: self)
        defer { statement.finalize() }
        guard try statement.step(self) else { throw .unreadable("the store answers nothing") }
        return statement.number(0)
    }

    /// Ends a read transaction, whatever happened in it.
    func endRead() {
        do { try run(.commit) } catch { rollBack() }
    }

    /// Ends a transaction without its changes; nothing happens when SQLite has done so already.
    func rollBack() {
        // SAFETY: the handle is open.
        guard unsafe sqlite3_get_autocommit(handle) == 0 else { return }
        _ = unsafe sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
    }

    /// Counts the pages of the log from now on, in place of SQLite's own checkpoints.
    func countLogPages() throws(StoreError) {
        // SAFETY: the hook is called on this connection's thread while the connection lives.
        _ = unsafe sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                guard let context = unsafe context else { return SQLITE_OK }
                unsafe Unmanaged<SQLiteConnection>.fromOpaque(context)
                    .takeUnretainedValue().logPages = pages
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Copies the log into the database when it has become long, so that it starts anew.
    ///
    /// Never waits for readers; what they still need is copied the next time.
    func copyLogIfLong() {
        guard logPages >= Limits.logPages else { return }
        // SAFETY: the handle is open.
        _ = unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        logPages = 0
    }

    /// Closes statements and handle; the last connection's end also copies the log.
    func close() {
        guard isOpen else { return }
        isOpen = false
        for statement in statements { statement?.finalize() }
        statements = []
        // SAFETY: closed once, since `isOpen` is checked above.
        unsafe sqlite3_close_v2(handle)
    }

    /// What SQLite says about its last failure, as the store's error.
    func error(_ code: Int32) -> StoreError {
        // SAFETY: SQLite's text lives until the next call on the handle.
        let text = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) }
        return StoreError(code, text ?? "SQLite failed with code \(code)")
    }
}

extension StoreError {
    /// Sorts SQLite's codes into what can pass and what cannot.
    ///
    /// - Source: SQLite, "Result and Error Codes".
    init(_ code: Int32, _ text: String) {
        switch code & 0xFF {
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_SCHEMA, SQLITE_ERROR:
            self = .unreadable(text)
        default:
            self = .unavailable(text)
        }
    }
}
