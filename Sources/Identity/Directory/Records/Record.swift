public import Base
public import Store

/// An entity that is kept as the value of a key.
public protocol Record: Sendable {
    /// Reads the entity; the account is known from the key.
    init(_ record: RecordReader, account: AccountID) throws(StoreError)

    /// Writes every field.
    func write(to record: inout RecordWriter)
}

/// A record with a name and a path, which listings are ordered by.
protocol NamedRecord: Record {
    var name: String { get }
    var path: String { get }
}

extension User: NamedRecord {}
extension Group: NamedRecord {}
extension Role: NamedRecord {}
extension ManagedPolicy: NamedRecord {}
extension InstanceProfile: NamedRecord {}

extension Record {
    /// The entity as the bytes of a record.
    var encoded: [UInt8] {
        var writer = RecordWriter()
        write(to: &writer)
        return writer.bytes
    }
}
