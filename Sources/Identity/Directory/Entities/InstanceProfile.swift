public import Base
public import Store

/// What hands a role to an instance.
public struct InstanceProfile: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The name, case kept.
    public let name: String
    /// `/`, or text that starts and ends with it.
    public let path: String
    /// `AIPA…`, never used again.
    public let id: String
    /// When it was made.
    public let createDate: Timestamp
    /// The names of its roles, at most one by default.
    public var roleNames: [String]
    /// In the order in which they were set.
    public var tags: [Tag]

    /// The ARN, path included.
    public var arn: String { "arn:aws:iam::\(account):instance-profile\(path)\(name)" }
}

extension InstanceProfile: Record {
    /// Reads an instance profile.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        name = try record.text(1)
        path = try record.text(2)
        id = try record.text(3)
        createDate = try record.time(4)
        roleNames = try record.texts(5)
        tags = try record.tags(6)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, path)
        record.put(3, id)
        record.put(4, createDate)
        for role in roleNames { record.put(5, role) }
        record.put(6, tags)
    }
}
