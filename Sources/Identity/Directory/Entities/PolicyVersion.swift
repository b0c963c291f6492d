public import Base
public import Store

/// A version of a managed policy.
public struct PolicyVersion: Hashable, Sendable {
    /// Counts from 1, in order of making.
    public let number: Int
    /// When it was made.
    public let createDate: Timestamp
    /// The document as it was given.
    public let document: String

    /// Builds a version as a `ManagedPolicySource` knows it.
    public init(number: Int, createDate: Timestamp, document: String) {
        self.number = number
        self.createDate = createDate
        self.document = document
    }

    /// As the API writes it: `v1`.
    public var id: String { "v\(number)" }

    /// The number in `v1`; nil for any other form.
    ///
    /// - Source: botocore, `iam` model, `policyVersionIdType`: `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`.
    public static func number(_ id: String) -> Int? {
        guard id.utf8.first == 0x76, id.utf8.count <= 10 else { return nil }
        guard let number = Int(id.dropFirst()), number > 0, "v\(number)" == id else { return nil }
        return number
    }
}

extension PolicyVersion: Record {
    /// Reads a version.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        number = Int(try record.number(1))
        createDate = try record.time(2)
        document = try record.text(3)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, Int64(number))
        record.put(2, createDate)
        record.put(3, document)
    }
}
