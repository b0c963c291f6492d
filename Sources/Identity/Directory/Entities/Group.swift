public import Base
public import Store

/// A group of users.
public struct Group: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The name, case kept.
    public var name: String
    /// `/`, or text that starts and ends with it.
    public var path: String
    /// `AGPA…`, never used again.
    public let id: String
    /// When it was made.
    public let createDate: Timestamp

    /// The ARN, path included.
    public var arn: String { "arn:aws:iam::\(account):group\(path)\(name)" }
}

extension Group: Record {
    /// Reads a group.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        name = try record.text(1)
        path = try record.text(2)
        id = try record.text(3)
        createDate = try record.time(4)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, path)
        record.put(3, id)
        record.put(4, createDate)
    }
}
