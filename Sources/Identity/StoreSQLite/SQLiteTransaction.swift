import Store

/// One body's part of a batch: a savepoint, opened at its first change.
final class SQLiteTransaction: StoreTransaction {
    private let connection: SQLiteConnection
    private var hasSavepoint = false
    private(set) var actions: [@Sendable () -> Void] = []
    /// Set when SQLite failed, whether or not the body let the error through.
    private(set) var failure: StoreError?

    init(connection: SQLiteConnection, failure: StoreError? = nil) {
        self.connection = connection
        self.failure = failure
    }

    func value(_ key: Key) throws(StoreError) -> [UInt8]? {
        try noting { () throws(StoreError) in try connection.value(key) }
    }

    func entries(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry] {
        try noting { () throws(StoreError) in
            try connection.entries(.ascending, from: start, to: end, limit: limit)
        }
    }

    func count(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> Int {
        try noting { () throws(StoreError) in
            try connection.count(from: start, to: end, limit: limit)
        }
    }

    func entriesReversed(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry] {
        try noting { () throws(StoreError) in
            try connection.entries(.descending, from: start, to: end, limit: limit)
        }
    }

    func put(_ key: Key, _ value: [UInt8]) throws(StoreError) {
        try changing { () throws(StoreError) in try connection.put(key, value) }
    }

    func delete(_ key: Key) throws(StoreError) {
        try changing { () throws(StoreError) in try connection.delete(key) }
    }

    func deleteAll(prefix: Key) throws(StoreError) {
        try changing { () throws(StoreError) in
            try connection.delete(from: prefix, to: prefix.endOfPrefix)
        }
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }

    /// Keeps the changes for the batch's commit.
    func keep() {
        guard hasSavepoint else { return }
        try? noting { () throws(StoreError) in try connection.run(.release) }
    }

    /// Undoes the changes.
    func undo() {
        guard hasSavepoint else { return }
        try? noting { () throws(StoreError) in
            try connection.run(.undo)
            try connection.run(.release)
        }
    }

    private func changing(_ change: () throws(StoreError) -> Void) throws(StoreError) {
        try noting { () throws(StoreError) in
            if !hasSavepoint {
                try connection.run(.savepoint)
                hasSavepoint = true
            }
            try change()
        }
    }

    private func noting<Output>(
        _ body: () throws(StoreError) -> Output
    ) throws(StoreError) -> Output {
        if let failure { throw failure }
        do {
            return try body()
        } catch {
            failure = error
            throw error
        }
    }
}
