public import Base
public import Store

/// A user of an account.
public struct User: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The name, case kept.
    public var name: String
    /// `/`, or text that starts and ends with it.
    public var path: String
    /// `AIDA…`, never used again.
    public let id: String
    /// When it was made.
    public let createDate: Timestamp
    /// The ARN of the managed policy that bounds its permissions.
    public var permissionsBoundary: String?
    /// In the order in which they were set.
    public var tags: [Tag]

    /// The ARN, path included.
    public var arn: String { "arn:aws:iam::\(account):user\(path)\(name)" }
}

extension User: Record {
    /// Reads a user.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        name = try record.text(1)
        path = try record.text(2)
        id = try record.text(3)
        createDate = try record.time(4)
        permissionsBoundary = try record.textIfPresent(5)
        tags = try record.tags(6)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, path)
        record.put(3, id)
        record.put(4, createDate)
        record.put(5, permissionsBoundary)
        record.put(6, tags)
    }
}
