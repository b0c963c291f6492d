public import Base
public import Store

/// How many entities of an account use a managed policy.
public struct PolicyUsage: Hashable, Sendable {
    /// What a managed policy is to an entity.
    public enum Purpose: UInt8, Sendable {
        /// It grants permissions.
        case permissions = 1
        /// It bounds them.
        case boundary = 2
    }

    /// The policy's ARN.
    public let policyARN: String
    /// Users, groups and roles that it is attached to.
    public var attachmentCount = 0
    /// Users and roles that it bounds.
    public var boundaryCount = 0

    init(policyARN: String) {
        self.policyARN = policyARN
    }

    subscript(_ purpose: Purpose) -> Int {
        get { purpose == .permissions ? attachmentCount : boundaryCount }
        set {
            switch purpose {
            case .permissions: attachmentCount = newValue
            case .boundary: boundaryCount = newValue
            }
        }
    }
}

extension PolicyUsage: Record {
    /// Reads a usage.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        policyARN = try record.text(1)
        attachmentCount = Int(try record.number(2))
        boundaryCount = Int(try record.number(3))
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, policyARN)
        record.put(2, Int64(attachmentCount))
        record.put(3, Int64(boundaryCount))
    }
}
