public import Base
public import Store

/// Someone who has shown certificates, by the name in them.
public struct AnywhereSubject: AnywhereResource, Hashable {
    /// Bearers are subjects.
    public static let kind = AnywhereKind.subject

    /// A certificate that was shown.
    public struct Credential: Hashable, Sendable {
        /// The serial number in decimal digits.
        public let serial: String
        /// The issuer's name.
        public let issuer: String
        /// When it was last shown.
        public let seenDate: Timestamp

        /// Joins the parts.
        public init(serial: String, issuer: String, seenDate: Timestamp) {
            self.serial = serial
            self.issuer = issuer
            self.seenDate = seenDate
        }
    }

    /// How many certificates are kept, the last ones; our own.
    private static let keptCredentials = 20

    /// The account that it is in.
    public let account: AccountID
    /// The region that it is in.
    public let region: String
    /// A number that follows from the name.
    public let id: String
    /// The name, as RFC 2253 writes it.
    public let name: String
    /// The certificates that were shown, the last one last.
    public private(set) var credentials: [Credential] = []
    /// When it was first seen.
    public let createDate: Timestamp
    /// When it was last seen.
    public private(set) var seenDate: Timestamp
    /// In the order in which they were set.
    public var tags: [Tag] = []

    /// Someone who is seen for the first time.
    public init(account: AccountID, region: String, id: String, name: String, at moment: Timestamp)
    {
        self.account = account
        self.region = region
        self.id = id
        self.name = name
        createDate = moment
        seenDate = moment
    }

    /// Notes a certificate that was shown.
    public mutating func show(_ credential: Credential) {
        credentials.removeAll { $0.serial == credential.serial && $0.issuer == credential.issuer }
        credentials.append(credential)
        credentials.removeFirst(max(0, credentials.count - Self.keptCredentials))
        seenDate = credential.seenDate
    }

    /// Reads a subject.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        region = try record.text(1)
        id = try record.text(2)
        name = try record.text(3)
        for credential in try record.records(4) {
            credentials.append(
                Credential(
                    serial: try credential.text(1),
                    issuer: try credential.text(2),
                    seenDate: try credential.time(3)
                )
            )
        }
        createDate = try record.time(5)
        seenDate = try record.time(6)
        tags = try record.tags(7)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, region)
        record.put(2, id)
        record.put(3, name)
        for credential in credentials {
            record.put(
                4,
                record: { (writer: inout RecordWriter) in
                    writer.put(1, credential.serial)
                    writer.put(2, credential.issuer)
                    writer.put(3, credential.seenDate)
                }
            )
        }
        record.put(5, createDate)
        record.put(6, seenDate)
        record.put(7, tags)
    }
}
