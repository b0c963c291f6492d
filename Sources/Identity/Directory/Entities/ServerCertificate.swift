public import Base
public import Store

/// A certificate that services of the account show to their clients.
public struct ServerCertificate: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The name, case kept.
    public var name: String
    /// `/`, or text that starts and ends with it.
    public var path: String
    /// `ASCA…`, never used again.
    public let id: String
    /// When it was uploaded.
    public let uploadDate: Timestamp
    /// When its validity ends.
    public let expiration: Timestamp
    /// In the order in which they were set.
    public var tags: [Tag]

    /// The ARN, path included.
    public var arn: String { "arn:aws:iam::\(account):server-certificate\(path)\(name)" }
}

extension ServerCertificate: NamedRecord {
    /// Reads a certificate.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        name = try record.text(1)
        path = try record.text(2)
        id = try record.text(3)
        uploadDate = try record.time(4)
        expiration = try record.time(5)
        tags = try record.tags(6)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, path)
        record.put(3, id)
        record.put(4, uploadDate)
        record.put(5, expiration)
        record.put(6, tags)
    }
}
