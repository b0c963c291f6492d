public import Base
public import Store

/// Which roles the bearers of certificates may have, and how.
public struct AnywhereProfile: AnywhereResource, Hashable {
    /// Rules are profiles.
    public static let kind = AnywhereKind.profile

    /// What of a certificate becomes tags of a session.
    public struct Mapping: Hashable, Sendable {
        /// `x509Subject`, `x509Issuer` or `x509SAN`.
        public let field: String
        /// What of the field.
        public var specifiers: [String]

        /// Joins the parts.
        public init(field: String, specifiers: [String]) {
            self.field = field
            self.specifiers = specifiers
        }
    }

    /// What may be chosen, and changed later.
    public struct Choices: Hashable, Sendable {
        /// What people call it.
        public var name = ""
        /// The roles.
        public var roleARNs: [String] = []
        /// Managed session policies.
        public var managedPolicyARNs: [String] = []
        /// A session policy; nil for none.
        public var sessionPolicy: String?
        /// How long sessions live, in seconds.
        public var durationSeconds = 3600
        /// Whether requests may name their sessions.
        public var acceptsSessionName = false

        /// The choices that stand for those that are not made.
        public init() {}
    }

    /// The account that it is in.
    public let account: AccountID
    /// The region that it is in.
    public let region: String
    /// A random number.
    public let id: String
    /// What may be chosen.
    public var choices: Choices
    /// Whether requests must tell properties of their instances.
    public let requiresProperties: Bool
    /// Whether it is in force.
    public var isEnabled: Bool
    /// What of certificates becomes tags of sessions.
    public var mappings: [Mapping] = Self.defaultMappings
    /// Who made it.
    public let creatorARN: String
    /// When it was made.
    public let createDate: Timestamp
    /// When it was last changed.
    public var updateDate: Timestamp
    /// In the order in which they were set.
    public var tags: [Tag]

    /// - Source: IAM Roles Anywhere User Guide, "Certificate attribute mapping".
    private static let defaultMappings = [
        Mapping(field: "x509Issuer", specifiers: ["*"]),
        Mapping(field: "x509SAN", specifiers: ["DNS", "URI", "Name/*"]),
        Mapping(field: "x509Subject", specifiers: ["*"]),
    ]

    /// Joins the parts.
    public init(
        account: AccountID,
        region: String,
        id: String,
        choices: Choices,
        requiresProperties: Bool,
        isEnabled: Bool,
        creatorARN: String,
        createDate: Timestamp,
        tags: [Tag]
    ) {
        self.account = account
        self.region = region
        self.id = id
        self.choices = choices
        self.requiresProperties = requiresProperties
        self.isEnabled = isEnabled
        self.creatorARN = creatorARN
        self.createDate = createDate
        updateDate = createDate
        self.tags = tags
    }
}

extension AnywhereProfile {
    /// Reads a profile.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        self.account = account
        region = try record.text(1)
        id = try record.text(2)
        choices = Choices()
        choices.name = try record.text(3)
        choices.roleARNs = try record.texts(4)
        choices.managedPolicyARNs = try record.texts(5)
        choices.sessionPolicy = try record.textIfPresent(6)
        choices.durationSeconds = Int(try record.number(7))
        choices.acceptsSessionName = try record.numberIfPresent(8) == 1
        requiresProperties = try record.numberIfPresent(9) == 1
        isEnabled = try record.numberIfPresent(10) == 1
        mappings = []
        for mapping in try record.records(11) {
            mappings.append(
                Mapping(field: try mapping.text(1), specifiers: try mapping.texts(2))
            )
        }
        creatorARN = try record.text(12)
        createDate = try record.time(13)
        updateDate = try record.time(14)
        tags = try record.tags(15)
    }

    /// Writes every field.
    public func write(to record: inout RecordWriter) {
        record.put(1, region)
        record.put(2, id)
        record.put(3, choices.name)
        for arn in choices.roleARNs { record.put(4, arn) }
        for arn in choices.managedPolicyARNs { record.put(5, arn) }
        record.put(6, choices.sessionPolicy)
        record.put(7, Int64(choices.durationSeconds))
        if choices.acceptsSessionName { record.put(8, 1) }
        if requiresProperties { record.put(9, 1) }
        if isEnabled { record.put(10, 1) }
        for mapping in mappings {
            record.put(
                11,
                record: { (writer: inout RecordWriter) in
                    writer.put(1, mapping.field)
                    for specifier in mapping.specifiers { writer.put(2, specifier) }
                }
            )
        }
        record.put(12, creatorARN)
        record.put(13, createDate)
        record.put(14, updateDate)
        record.put(15, tags)
    }
}
