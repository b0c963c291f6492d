public import Base
public import Store

/// An account of this server.
public struct Account: Hashable, Sendable {
    /// The twelve digits.
    public let id: AccountID
    /// What people call it; may be empty.
    public var name: String
    /// When it was made.
    public let createDate: Timestamp
    /// How many of everything it may hold.
    public var quotas: Quotas

    /// The ARN of the account itself, which is also that of its root user.
    public var rootARN: String { "arn:aws:iam::\(id):root" }
}

extension Account: Record {
    /// Reads an account.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        id = account
        name = try record.text(1)
        createDate = try record.time(2)
        quotas = try Quotas(record.records(3))
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, createDate)
        quotas.write(to: &record, field: 3)
    }
}
