public import Base
public import Store

/// A device that shows codes, in a program of its owner's.
public struct VirtualMFADevice: Hashable, Sendable {
    /// What follows from being assigned to someone.
    public struct Assignment: Hashable, Sendable {
        /// Whose device it is.
        public let owner: AccessKey.Owner
        /// Since when.
        public let date: Timestamp
        /// Steps that the device's clock is ahead.
        var clockError: Int64
        /// The last step whose code was used.
        var lastStep: Int64
    }

    /// The account that it is in.
    public let account: AccountID
    /// The name, case kept.
    public let name: String
    /// `/`, or text that starts and ends with it.
    public let path: String
    /// When it was made.
    public let createDate: Timestamp
    /// To whom it is assigned; nil when to nobody.
    public internal(set) var assignment: Assignment?
    /// In the order in which they were set.
    public var tags: [Tag]
    /// The seed, sealed for this serial number.
    let sealedSeed: [UInt8]

    /// The serial number, which is the ARN.
    public var serialNumber: String { "arn:aws:iam::\(account):mfa\(path)\(name)" }
}

extension VirtualMFADevice: Record {
    /// Reads a device.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        guard let sealed = try record.bytes(5) else { throw .unreadable("a device has no seed") }
        self.account = account
        name = try record.text(1)
        path = try record.text(2)
        createDate = try record.time(3)
        tags = try record.tags(4)
        sealedSeed = Array(sealed)
        guard let owner = try record.textIfPresent(6) else { return }
        assignment = Assignment(
            owner: owner == AccessKey.Owner.root.text ? .root : .user(owner),
            date: try record.time(7),
            clockError: try record.number(8),
            lastStep: try record.number(9)
        )
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, name)
        record.put(2, path)
        record.put(3, createDate)
        record.put(4, tags)
        record.put(5, sealedSeed)
        guard let assignment else { return }
        record.put(6, assignment.owner.text)
        record.put(7, assignment.date)
        record.put(8, assignment.clockError)
        record.put(9, assignment.lastStep)
    }
}
