public import Base
public import Store

/// A list of certificates that an authority has revoked.
public struct AnywhereRevocationList: AnywhereResource, Hashable {
    /// Lists are of their own kind.
    public static let kind = AnywhereKind.revocationList

    /// The account that it is in.
    public let account: AccountID
    /// The region that it is in.
    public let region: String
    /// A random number.
    public let id: String
    /// What people call it.
    public var name: String
    /// The list as it was imported: DER or PEM.
    public var contents: [UInt8]
    /// The trust anchor to whose certificates it applies.
    public let trustAnchorARN: String
    /// Whether it is in force.
    public var isEnabled: Bool
    /// When it was imported.
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
        contents: [UInt8],
        trustAnchorARN: String,
        isEnabled: Bool,
        createDate: Timestamp,
        tags: [Tag]
    ) {
        self.account = account
        self.region = region
        self.id = id
        self.name = name
        self.contents = contents
        self.trustAnchorARN = trustAnchorARN
        self.isEnabled = isEnabled
        self.createDate = createDate
        updateDate = createDate
        self.tags = tags
    }

    /// Reads a list.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        region = try record.text(1)
        id = try record.text(2)
        name = try record.text(3)
        contents = Array(try record.bytes(4) ?? [])
        trustAnchorARN = try Self.trustAnchorARN(record)
        isEnabled = try record.numberIfPresent(6) == 1
        createDate = try record.time(7)
        updateDate = try record.time(8)
        tags = try record.tags(9)
    }

    /// Reads of a list only to which trust anchor it belongs.
    static func trustAnchorARN(_ record: RecordReader) throws(StoreError) -> String {
        try record.text(5)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, region)
        record.put(2, id)
        record.put(3, name)
        record.put(4, contents)
        record.put(5, trustAnchorARN)
        if isEnabled { record.put(6, 1) }
        record.put(7, createDate)
        record.put(8, updateDate)
        record.put(9, tags)
    }
}
