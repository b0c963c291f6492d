public import Base
public import Store

extension LastUse.Use: Record {
    /// Reads a use.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        time = try record.time(1)
        service = try record.text(2)
        region = try record.text(3)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, time)
        record.put(2, service)
        record.put(3, region)
    }
}
