public import Base
public import Store

/// What a unique id names.
public struct EntityReference: Hashable, Sendable {
    /// The account that the entity is in.
    public let account: AccountID
    /// User, group or role.
    public let kind: EntityKind
    /// The entity's name now.
    public let name: String
}

extension EntityReference: Record {
    /// Reads a reference; the account is a field, since the key has none.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        guard let number = AccountID(number: UInt64(clamping: try record.number(1))),
            let kind = EntityKind(rawValue: UInt8(clamping: try record.number(2)))
        else { throw .unreadable("a reference names nothing") }
        self.account = number
        self.kind = kind
        name = try record.text(3)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, Int64(account.number))
        record.put(2, Int64(kind.rawValue))
        record.put(3, name)
    }
}
