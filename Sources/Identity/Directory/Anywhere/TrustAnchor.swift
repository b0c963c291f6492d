public import Base
public import Store

/// Authorities whose certificates are trusted.
public struct TrustAnchor: AnywhereResource, Hashable {
    /// Authorities are trust anchors.
    public static let kind = AnywhereKind.trustAnchor

    /// The account that it is in.
    public let account: AccountID
    /// The region that it is in.
    public let region: String
    /// A random number.
    public let id: String
    /// What people call it.
    public var name: String
    /// The authorities' certificates as PEM.
    public var bundle: String
    /// Whether it is in force.
    public var isEnabled: Bool
    /// When it was made.
    public let createDate: Timestamp
    /// When it was last changed.
    public var updateDate: Timestamp
    /// In the order in which they were set.
    public var tags: [Tag]

    /// Joins the parts.
    public init(
        account: AccountID,
        region: String,
        id: String,
        name: String,
        bundle: String,
        isEnabled: Bool,
        createDate: Timestamp,
        tags: [Tag]
    ) {
        self.account = account
        self.region = region
        self.id = id
        self.name = name
        self.bundle = bundle
        self.isEnabled = isEnabled
        self.createDate = createDate
        updateDate = createDate
        self.tags = tags
    }

    /// Reads a trust anchor.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        region = try record.text(1)
        id = try record.text(2)
        name = try record.text(3)
        bundle = try record.text(4)
        isEnabled = try record.numberIfPresent(5) == 1
        createDate = try record.time(6)
        updateDate = try record.time(7)
        tags = try record.tags(8)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, region)
        record.put(2, id)
        record.put(3, name)
        record.put(4, bundle)
        if isEnabled { record.put(5, 1) }
        record.put(6, createDate)
        record.put(7, updateDate)
        record.put(8, tags)
    }
}
