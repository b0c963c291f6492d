import Store

extension SQLiteConnection {
    /// Which way entries are returned.
    enum Order { case ascending, descending }

    func value(_ key: Key) throws(StoreError) -> [UInt8]? {
        let statement = try statement(.value)
        defer { statement.reset() }
        statement.bind(key.bytes, at: 1)
        guard try statement.step(self) else { return nil }
        return statement.bytes(0)
    }

    func entries(
        _ order: Order,
        from start: Key,
        to end: Key?,
        limit: Int
    ) throws(StoreError) -> [Entry] {
        guard limit > 0 else { return [] }
        let statement = try statement(order == .ascending ? .ascending : .descending)
        defer { statement.reset() }
        statement.bind(start.bytes, at: 1)
        statement.bind(limit, at: 2)
        statement.bind((end ?? Self.end).bytes, at: 3)
        var entries: [Entry] = []
        while try statement.step(self) {
            entries.append(Entry(key: Key(bytes: statement.bytes(0)), value: statement.bytes(1)))
        }
        return entries
    }

    func count(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> Int {
        let statement = try statement(.count)
        defer { statement.reset() }
        statement.bind(start.bytes, at: 1)
        statement.bind(max(0, limit), at: 2)
        statement.bind((end ?? Self.end).bytes, at: 3)
        return try statement.step(self) ? statement.number(0) : 0
    }

    func put(_ key: Key, _ value: [UInt8]) throws(StoreError) {
        let statement = try statement(.put)
        statement.bind(key.bytes, at: 1)
        statement.bind(value, at: 2)
        try statement.finish(self)
    }

    func delete(_ key: Key) throws(StoreError) {
        let statement = try statement(.delete)
        statement.bind(key.bytes, at: 1)
        try statement.finish(self)
    }

    func delete(from start: Key, to end: Key?) throws(StoreError) {
        let statement = try statement(.deleteRange)
        statement.bind(start.bytes, at: 1)
        statement.bind((end ?? Self.end).bytes, at: 2)
        try statement.finish(self)
    }

    /// Greater than every key: keys are shorter than this, and start with a keyspace below 0xFF.
    private static let end = Key(bytes: Array(repeating: 0xFF, count: 32))
}
