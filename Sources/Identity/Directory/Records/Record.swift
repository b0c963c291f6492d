public import Base
public import Store

/// An entity that is kept as the value of a key.
public protocol Record: Sendable {
    /// Reads the entity; the account is known from the key.
    init(_ record: RecordReader, account: AccountID) throws(StoreError)

    /// Writes every field.
    func write(to record: inout RecordWriter)
}

extension Record {
    /// The entity as the bytes of a record.
    var encoded: [UInt8] {
        var writer = RecordWriter()
        write(to: &writer)
        return writer.bytes
    }
}
