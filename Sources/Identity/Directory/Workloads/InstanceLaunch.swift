public import Base
public import Store

/// What a request that was marked with a token made, so that the same one can be answered again.
public struct InstanceLaunch: Hashable, Sendable {
    /// The digest of what was asked for.
    public let digest: [UInt8]
    /// The instances that it made.
    public let instanceIDs: [String]

    /// Joins the parts.
    public init(digest: [UInt8], instanceIDs: [String]) {
        self.digest = digest
        self.instanceIDs = instanceIDs
    }
}

extension InstanceLaunch: Record {
    /// Reads a launch.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        digest = Array(try record.bytes(1) ?? [])
        instanceIDs = try record.texts(2)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, digest)
        for id in instanceIDs { record.put(2, id) }
    }
}
