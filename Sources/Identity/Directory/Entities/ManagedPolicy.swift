public import Base
public import Store

/// A managed policy, of an account or of AWS.
public struct ManagedPolicy: Hashable, Sendable {
    /// The account that owns it; nil for those of AWS.
    public let account: AccountID?
    /// The name, case kept.
    public let name: String
    /// `/`, or text that starts and ends with it.
    public let path: String
    /// `ANPA…`, never used again.
    public let id: String
    /// When it was made.
    public let createDate: Timestamp
    /// When its default version changed or a version came or went.
    public var updateDate: Timestamp
    /// What people say about it.
    public let description: String?
    /// The number of the version that counts.
    public var defaultVersion: Int
    /// The greatest number that a version has had; numbers are not used again.
    public var lastVersion: Int
    /// Whether it may be attached.
    public var isAttachable: Bool
    /// In the order in which they were set.
    public var tags: [Tag]

    /// Builds a policy as a `ManagedPolicySource` knows it.
    public init(
        account: AccountID? = nil,
        name: String,
        path: String,
        id: String,
        createDate: Timestamp,
        updateDate: Timestamp,
        description: String? = nil,
        defaultVersion: Int,
        lastVersion: Int,
        isAttachable: Bool = true,
        tags: [Tag] = []
    ) {
        self.account = account
        self.name = name
        self.path = path
        self.id = id
        self.createDate = createDate
        self.updateDate = updateDate
        self.description = description
        self.defaultVersion = defaultVersion
        self.lastVersion = lastVersion
        self.isAttachable = isAttachable
        self.tags = tags
    }

    /// The ARN, path included.
    public var arn: String {
        "arn:aws:iam::\(account.map { $0.description } ?? "aws"):policy\(path)\(name)"
    }

    /// The default version as the API writes it: `v1`.
    public var defaultVersionID: String { "v\(defaultVersion)" }
}

extension ManagedPolicy: Record {
    /// Reads a customer managed policy.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        name = try record.text(1)
        path = try record.text(2)
        id = try record.text(3)
        createDate = try record.time(4)
        updateDate = try record.time(5)
        description = try record.textIfPresent(6)
        defaultVersion = Int(try record.number(7))
        lastVersion = Int(try record.number(8))
        isAttachable = try record.numberIfPresent(9) != 0
        tags = try record.tags(10)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, path)
        record.put(3, id)
        record.put(4, createDate)
        record.put(5, updateDate)
        record.put(6, description)
        record.put(7, Int64(defaultVersion))
        record.put(8, Int64(lastVersion))
        record.put(9, isAttachable ? Int64(1) : Int64(0))
        record.put(10, tags)
    }
}
