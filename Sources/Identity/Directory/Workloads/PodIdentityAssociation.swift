public import Base
public import Store

/// What gives the pods of a service account in a Kubernetes cluster a role.
public struct PodIdentityAssociation: Hashable, Sendable {
    /// The account that it is in.
    public let account: AccountID
    /// The region that it is in.
    public let region: String
    /// The name of the cluster.
    public let cluster: String
    /// `a-…`, never used again.
    public let id: String
    /// The namespace of the service account.
    public let namespace: String
    /// The name of the service account.
    public let serviceAccount: String
    /// The role's ARN.
    public var roleARN: String
    /// The role that is assumed with the first one; nil for none.
    public var targetRoleARN: String?
    /// Whether sessions go without the tags that tell the pod.
    public var hasNoSessionTags = false
    /// The session policy; nil for none.
    public var policy: String?
    /// What the request that made it was marked with.
    public var clientToken = ""
    /// When it was made.
    public let createDate: Timestamp
    /// When it was changed last.
    public var changeDate: Timestamp
    /// In the order in which they were set.
    public var tags: [Tag] = []

    /// A new association.
    public init(
        account: AccountID,
        region: String,
        cluster: String,
        id: String,
        namespace: String,
        serviceAccount: String,
        roleARN: String,
        date: Timestamp
    ) {
        self.account = account
        self.region = region
        self.cluster = cluster
        self.id = id
        self.namespace = namespace
        self.serviceAccount = serviceAccount
        self.roleARN = roleARN
        createDate = date
        changeDate = date
    }

    /// The ARN.
    public var arn: String {
        "arn:aws:eks:\(region):\(account):podidentityassociation/\(cluster)/\(id)"
    }
}

extension PodIdentityAssociation: Record {
    /// Reads an association.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        region = try record.text(1)
        cluster = try record.text(2)
        id = try record.text(3)
        namespace = try record.text(4)
        serviceAccount = try record.text(5)
        roleARN = try record.text(6)
        targetRoleARN = try record.textIfPresent(7)
        hasNoSessionTags = try record.numberIfPresent(8) == 1
        policy = try record.textIfPresent(9)
        clientToken = try record.text(10)
        createDate = try record.time(11)
        changeDate = try record.time(12)
        tags = try record.tags(13)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, region)
        record.put(2, cluster)
        record.put(3, id)
        record.put(4, namespace)
        record.put(5, serviceAccount)
        record.put(6, roleARN)
        record.put(7, targetRoleARN)
        if hasNoSessionTags { record.put(8, Int64(1)) }
        record.put(9, policy)
        record.put(10, clientToken)
        record.put(11, createDate)
        record.put(12, changeDate)
        record.put(13, tags)
    }
}
