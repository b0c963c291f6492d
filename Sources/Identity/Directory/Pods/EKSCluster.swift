public import Base
public import Store

/// A Kubernetes cluster that an operator has named, so that its pods can get roles.
public struct EKSCluster: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The region that it is in.
    public let region: String
    /// The name, case kept.
    public let name: String
    /// Who signs the tokens of its service accounts: an `https` URL.
    public let issuer: String
    /// When it was first named.
    public let createDate: Timestamp

    /// The ARN.
    public var arn: String { Self.arn(account, region, name) }

    /// The ARN of the cluster with a name, whether or not it is there.
    public static func arn(_ account: AccountID, _ region: String, _ name: String) -> String {
        "arn:aws:eks:\(region):\(account):cluster/\(name)"
    }
}

extension EKSCluster: Record {
    /// Reads a cluster.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        region = try record.text(1)
        name = try record.text(2)
        issuer = try record.text(3)
        createDate = try record.time(4)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, region)
        record.put(2, name)
        record.put(3, issuer)
        record.put(4, createDate)
    }
}
