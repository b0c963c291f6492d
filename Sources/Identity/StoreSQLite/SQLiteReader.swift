import Store

/// Reads within a read transaction.
struct SQLiteReader: StoreReader {
    let connection: SQLiteConnection

    func value(_ key: Key) throws(StoreError) -> [UInt8]? {
        try connection.value(key)
    }

    func entries(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry] {
        try connection.entries(.ascending, from: start, to: end, limit: limit)
    }

    func count(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> Int {
        try connection.count(from: start, to: end, limit: limit)
    }

    func entriesReversed(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry] {
        try connection.entries(.descending, from: start, to: end, limit: limit)
    }
}
