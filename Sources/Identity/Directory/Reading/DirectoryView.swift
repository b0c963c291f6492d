public import Base
public import Store

/// What can be read of an account, within a reader or a transaction.
public protocol DirectoryView {
    /// The account that is looked at.
    var account: AccountID { get }
    /// The records.
    var records: any StoreReader { get }
    /// The directory's surroundings.
    var dependencies: DirectoryDependencies { get }
}

/// Reads one account within one consistent view; must not leave the body that it is given to.
public struct DirectoryReader: DirectoryView {
    /// The account that is looked at.
    public let account: AccountID
    /// The records.
    public let records: any StoreReader
    /// The directory's surroundings.
    public let dependencies: DirectoryDependencies
}

extension DirectoryView {
    /// The same view of another account.
    public func reader(of account: AccountID) -> DirectoryReader {
        DirectoryReader(account: account, records: records, dependencies: dependencies)
    }

    func key(_ keyspace: UInt8) -> Key { Key(keyspace).account(account) }

    func value(_ key: Key) throws(DirectoryError) -> [UInt8]? {
        do { return try records.value(key) } catch { throw .store(error) }
    }

    func exists(_ key: Key) throws(DirectoryError) -> Bool { try value(key) != nil }

    func entries(
        prefix: Key,
        after last: Key? = nil,
        limit: Int = .max
    ) throws(DirectoryError) -> [Entry] {
        do {
            return try records.entries(prefix: prefix, after: last, limit: limit)
        } catch { throw .store(error) }
    }

    /// How many records there are under a prefix, up to a limit; none of them is read.
    func count(prefix: Key, limit: Int) throws(DirectoryError) -> Int {
        do { return try records.count(prefix: prefix, limit: limit) } catch { throw .store(error) }
    }

    func hasEntries(prefix: Key) throws(DirectoryError) -> Bool {
        try count(prefix: prefix, limit: 1) > 0
    }

    func record<Entity: Record>(_ key: Key, as: Entity.Type) throws(DirectoryError) -> Entity? {
        guard let value = try value(key) else { return nil }
        return try decode(value, as: Entity.self)
    }

    /// The records under a prefix, in order of keys.
    func all<Entity: Record>(
        _ prefix: Key,
        as: Entity.Type
    ) throws(DirectoryError) -> [Entity] {
        var all: [Entity] = []
        for entry in try entries(prefix: prefix) {
            all.append(try decode(entry.value, as: Entity.self))
        }
        return all
    }

    func decode<Entity: Record>(
        _ value: [UInt8],
        as: Entity.Type
    ) throws(DirectoryError) -> Entity {
        do {
            return try Entity(RecordReader(value), account: account)
        } catch { throw .store(error) }
    }

    /// What a unique id names in any account of this server.
    public func entity(id: String) throws(DirectoryError) -> EntityReference? {
        try record(Key(Keyspace.uniqueIDs).text(id), as: EntityReference.self)
    }

    /// How many of something the account has.
    public func count(_ counter: AccountCounter) throws(DirectoryError) -> Int {
        let key = key(Keyspace.counters).tail(counter)
        return Int(bigEndian: try value(key) ?? [])
    }

    /// The account itself.
    public func accountRecord() throws(DirectoryError) -> Account? {
        try record(Key(Keyspace.accounts).account(account), as: Account.self)
    }
}

extension Key {
    consuming func tail(_ counter: AccountCounter) -> Key {
        Key(bytes: bytes + [counter.rawValue])
    }

    consuming func byte(_ byte: UInt8) -> Key {
        Key(bytes: bytes + [byte])
    }

    /// The text that starts at the position and ends before the next zero byte.
    func text(at position: Int) -> String {
        let rest = bytes.dropFirst(position)
        return String(decoding: rest.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Where the part after keyspace and account starts.
    static let afterAccount = 7
}

extension Int {
    init(bigEndian bytes: [UInt8]) {
        self = 0
        for byte in bytes { self = self << 8 | Int(byte) }
    }
}
