private import CSQLite
import Store

/// A compiled statement of a connection.
// SAFETY: the handle never leaves; the connection finalizes it after the last use.
@safe struct SQLiteStatement {
    private let handle: OpaquePointer

    init(_ sql: String, on connection: SQLiteConnection) throws(StoreError) {
        var compiled: OpaquePointer?
        // SAFETY: the connection is open; the text is a C string for the time of the call.
        let code = unsafe sqlite3_prepare_v3(
            connection.handle,
            sql,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &compiled,
            nil
        )
        guard code == SQLITE_OK, let compiled = unsafe compiled else {
            throw connection.error(code)
        }
        // SAFETY: SQLite has made the statement; it lives until it is finalized.
        unsafe handle = compiled
    }

    /// Binds a copy of bytes; a length past SQLite's own limit makes the next step fail.
    func bind(_ bytes: [UInt8], at index: Int32) {
        // SAFETY: SQLite copies the bytes before the call returns.
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe rolecall_bind_bytes(
                handle,
                index,
                buffer.baseAddress,
                Int32(clamping: buffer.count)
            )
        }
    }

    func bind(_ number: Int, at index: Int32) {
        // SAFETY: the statement is not finalized while its connection is in use.
        _ = unsafe sqlite3_bind_int64(handle, index, Int64(number))
    }

    /// Goes to the next row; false when there is none.
    func step(_ connection: SQLiteConnection) throws(StoreError) -> Bool {
        // SAFETY: as above.
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw connection.error(code)
        }
    }

    /// Runs a statement that returns no rows.
    func finish(_ connection: SQLiteConnection) throws(StoreError) {
        defer { reset() }
        _ = try step(connection)
    }

    /// The bytes of a column of the row.
    func bytes(_ column: Int32) -> [UInt8] {
        // SAFETY: SQLite keeps the bytes until the next step or reset; they are copied here.
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        guard count > 0, let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The number in a column of the row.
    func number(_ column: Int32) -> Int {
        // SAFETY: as above.
        Int(unsafe sqlite3_column_int64(handle, column))
    }

    /// Makes the statement ready to be run again.
    func reset() {
        // SAFETY: as above.
        _ = unsafe sqlite3_reset(handle)
    }

    /// Frees the statement; it cannot be used afterwards.
    func finalize() {
        // SAFETY: called once, by the connection when it closes.
        _ = unsafe sqlite3_finalize(handle)
    }
}
