public import Base
public import Store

/// The deletion of a role that was linked to a service.
public struct RoleDeletion: Hashable, Sendable {
    /// `task/aws-service-role/SERVICE/ROLE/UUID`.
    public let taskID: String
    /// The ARN that the role had.
    public let roleARN: String
    /// When it was asked for.
    public let time: Timestamp
}

extension RoleDeletion: Record {
    /// Reads a deletion.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        taskID = try record.text(1)
        roleARN = try record.text(2)
        time = try record.time(3)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, taskID)
        record.put(2, roleARN)
        record.put(3, time)
    }
}
