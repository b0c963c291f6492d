public import Base
public import Store

/// An instance of EC2: the record of a host or a process, not a machine.
public struct Instance: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The region that it is in.
    public let region: String
    /// `i-…`, never used again.
    public let id: String
    /// `r-…`: the request that it was made by.
    public let reservationID: String
    /// Its place among the instances of the request.
    public var launchIndex = 0
    /// What the request was marked with, so that a repeated one makes no more.
    public var clientToken = ""
    /// `ami-…`.
    public var imageID = ""
    /// Such as `t3.micro`.
    public var type = ""
    /// Such as `us-east-1a`.
    public var availabilityZone = ""
    /// The address that it has in its network.
    public var privateAddress = ""
    /// The name of the key pair that it was started with.
    public var keyName: String?
    /// When it was started.
    public let launchDate: Timestamp
    /// When it was terminated; nil while it runs.
    public var terminationDate: Timestamp?
    /// What its metadata service does.
    public var metadata = InstanceMetadataOptions()
    /// The instance profile that it has.
    public var association: ProfileAssociation?
    /// In the order in which they were set.
    public var tags: [Tag] = []

    /// A new instance.
    public init(
        account: AccountID,
        region: String,
        id: String,
        reservationID: String,
        launchDate: Timestamp
    ) {
        self.account = account
        self.region = region
        self.id = id
        self.reservationID = reservationID
        self.launchDate = launchDate
    }

    /// Whether it has not been terminated.
    public var isRunning: Bool { terminationDate == nil }

    /// `x86_64` or `arm64`, by the type's name.
    ///
    /// - Source: EC2 User Guide, "Instance type naming conventions": `g` after the generation.
    public var architecture: String {
        let family = type.prefix { $0 != "." }
        let attributes = family.drop { !$0.isNumber }.drop { $0.isNumber }
        return attributes.contains("g") || family == "a1" ? "arm64" : "x86_64"
    }

    /// The ARN.
    public var arn: String { "arn:aws:ec2:\(region):\(account):instance/\(id)" }
}

extension Instance: Record {
    /// Reads an instance.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        region = try record.text(1)
        id = try record.text(2)
        reservationID = try record.text(3)
        launchIndex = Int(try record.number(4))
        clientToken = try record.text(5)
        imageID = try record.text(6)
        type = try record.text(7)
        availabilityZone = try record.text(8)
        privateAddress = try record.text(9)
        keyName = try record.textIfPresent(10)
        launchDate = try record.time(11)
        terminationDate = try record.timeIfPresent(12)
        if let inner = try record.records(13).first { metadata = try .init(inner) }
        if let inner = try record.records(14).first { association = try .init(inner) }
        tags = try record.tags(15)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, region)
        record.put(2, id)
        record.put(3, reservationID)
        record.put(4, Int64(launchIndex))
        record.put(5, clientToken)
        record.put(6, imageID)
        record.put(7, type)
        record.put(8, availabilityZone)
        record.put(9, privateAddress)
        record.put(10, keyName)
        record.put(11, launchDate)
        if let terminationDate { record.put(12, terminationDate) }
        record.put(13, record: metadata.write)
        if let association { record.put(14, record: association.write) }
        record.put(15, tags)
    }
}
