public import Base

/// What users, groups and roles have in common as they are rebuilt from another account's details.
public struct RestoredEntity: Sendable {
    /// The name, case kept.
    public var name: String
    /// `/`, or text that starts and ends with it.
    public var path: String
    /// The unique id, which is kept.
    public var id: String
    /// When it was made.
    public var createDate: Timestamp
    /// The ARN of the managed policy that bounds its permissions.
    public var permissionsBoundary: String?
    /// In the order in which they were set.
    public var tags: [Tag]
    /// The policies that are part of it.
    public var inlinePolicies: [InlinePolicy]
    /// The ARNs of the managed policies attached to it.
    public var attachedPolicies: [String]

    /// Joins the parts.
    public init(
        name: String,
        path: String,
        id: String,
        createDate: Timestamp,
        permissionsBoundary: String? = nil,
        tags: [Tag] = [],
        inlinePolicies: [InlinePolicy] = [],
        attachedPolicies: [String] = []
    ) {
        self.name = name
        self.path = path
        self.id = id
        self.createDate = createDate
        self.permissionsBoundary = permissionsBoundary
        self.tags = tags
        self.inlinePolicies = inlinePolicies
        self.attachedPolicies = attachedPolicies
    }
}
