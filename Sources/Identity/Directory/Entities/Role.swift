public import Base
public import Store

/// A role of an account.
public struct Role: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The name, case kept.
    public let name: String
    /// `/`, or text that starts and ends with it.
    public let path: String
    /// The ARN, path included.
    public let arn: String
    /// `AROA…`, never used again.
    public let id: String
    /// When it was made.
    public let createDate: Timestamp
    /// Who may assume it; `DirectoryView.trustPolicy(of:)` shows it to people.
    public var trustPolicy: BoundPolicy
    /// What people say about it.
    public var description: String?
    /// The longest session, 3600 to 43200 seconds.
    public var maxSessionDurationSeconds: Int
    /// The ARN of the managed policy that bounds its permissions.
    public var permissionsBoundary: String?
    /// In the order in which they were set.
    public var tags: [Tag]

    /// Where the paths of roles that belong to services start.
    ///
    /// - Source: IAM User Guide, "Using service-linked roles".
    public static let serviceLinkedPath = "/aws-service-role/"

    /// Whether the role belongs to a service, which alone may change it.
    public var isServiceLinked: Bool { path.hasPrefix(Self.serviceLinkedPath) }

    init(
        account: AccountID,
        name: String,
        path: String,
        id: String,
        createDate: Timestamp,
        trustPolicy: BoundPolicy,
        description: String?,
        maxSessionDurationSeconds: Int,
        permissionsBoundary: String?,
        tags: [Tag]
    ) {
        self.account = account
        self.name = name
        self.path = path
        arn = Self.arn(account, path, name)
        self.id = id
        self.createDate = createDate
        self.trustPolicy = trustPolicy
        self.description = description
        self.maxSessionDurationSeconds = maxSessionDurationSeconds
        self.permissionsBoundary = permissionsBoundary
        self.tags = tags
    }

    private static func arn(_ account: AccountID, _ path: String, _ name: String) -> String {
        "arn:aws:iam::\(account):role\(path)\(name)"
    }
}

extension Role: Record {
    /// Reads a role.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        name = try record.text(1)
        path = try record.text(2)
        arn = Self.arn(account, path, name)
        id = try record.text(3)
        createDate = try record.time(4)
        guard let trust = try record.records(5).first else {
            throw .unreadable("a role has no trust policy")
        }
        trustPolicy = try BoundPolicy(trust)
        description = try record.textIfPresent(6)
        maxSessionDurationSeconds = Int(try record.number(7))
        permissionsBoundary = try record.textIfPresent(8)
        tags = try record.tags(9)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, path)
        record.put(3, id)
        record.put(4, createDate)
        record.put(5, record: trustPolicy.write)
        record.put(6, description)
        record.put(7, Int64(maxSessionDurationSeconds))
        record.put(8, permissionsBoundary)
        record.put(9, tags)
    }
}
