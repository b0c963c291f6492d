public import Base
public import Store

/// What gives a role to the pods of a service account.
public struct PodIdentityAssociation: Hashable, Sendable {
    /// What may be chosen, and changed later.
    public struct Choices: Hashable, Sendable {
        /// The role.
        public var roleARN: String
        /// The role that is assumed with the first one's keys; nil for none.
        public var targetRoleARN: String?
        /// Whether sessions come without the six tags.
        public var isWithoutSessionTags: Bool
        /// A session policy; nil for none.
        public var policy: String?

        /// Joins the parts.
        public init(
            roleARN: String,
            targetRoleARN: String? = nil,
            isWithoutSessionTags: Bool = false,
            policy: String? = nil
        ) {
            self.roleARN = roleARN
            self.targetRoleARN = targetRoleARN
            self.isWithoutSessionTags = isWithoutSessionTags
            self.policy = policy
        }
    }

    /// For which pods it is.
    public struct Subject: Hashable, Sendable {
        /// The region of the cluster.
        public let region: String
        /// The cluster.
        public let cluster: String
        /// The namespace.
        public let namespace: String
        /// The service account within the namespace.
        public let serviceAccount: String

        /// Joins the parts.
        public init(region: String, cluster: String, namespace: String, serviceAccount: String) {
            self.region = region
            self.cluster = cluster
            self.namespace = namespace
            self.serviceAccount = serviceAccount
        }
    }

    /// The account that it is in.
    public let account: AccountID
    /// `a-` and 17 letters and digits.
    public let id: String
    /// For which pods it is.
    public let subject: Subject
    /// What may be chosen, and changed later.
    public var choices: Choices
    /// The request that made it; nil when it did not say.
    public let clientToken: String?
    /// When it was made.
    public let createDate: Timestamp
    /// When it was last changed.
    public var modifyDate: Timestamp
    /// In the order in which they were set.
    public var tags: [Tag]

    /// The ARN.
    public var arn: String {
        "arn:aws:eks:\(subject.region):\(account):podidentityassociation/\(subject.cluster)/\(id)"
    }

    /// What the target role's trust policy may ask for as `sts:ExternalId`; nil without a target.
    public var externalID: String? {
        guard choices.targetRoleARN != nil else { return nil }
        return
            "\(subject.region)/\(account)/\(subject.cluster)/\(subject.namespace)/"
            + subject.serviceAccount
    }
}

extension PodIdentityAssociation: Record {
    /// Reads an association.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        id = try record.text(1)
        subject = Subject(
            region: try record.text(2),
            cluster: try record.text(3),
            namespace: try record.text(4),
            serviceAccount: try record.text(5)
        )
        choices = Choices(
            roleARN: try record.text(6),
            targetRoleARN: try record.textIfPresent(7),
            isWithoutSessionTags: try record.numberIfPresent(8) == 1,
            policy: try record.textIfPresent(9)
        )
        clientToken = try record.textIfPresent(10)
        createDate = try record.time(11)
        modifyDate = try record.time(12)
        tags = try record.tags(13)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, id)
        record.put(2, subject.region)
        record.put(3, subject.cluster)
        record.put(4, subject.namespace)
        record.put(5, subject.serviceAccount)
        record.put(6, choices.roleARN)
        record.put(7, choices.targetRoleARN)
        if choices.isWithoutSessionTags { record.put(8, 1) }
        record.put(9, choices.policy)
        record.put(10, clientToken)
        record.put(11, createDate)
        record.put(12, modifyDate)
        record.put(13, tags)
    }
}
