public import Base
public import PolicyEngine

/// What a call wants to do: an action on a resource, and what the service knows of both.
public struct Demand: Sendable {
    /// A condition key of the service with its values.
    public struct ContextEntry: Sendable {
        /// The key, such as `sts:ExternalId`.
        public let name: String
        /// The values.
        public let values: [String]
        /// Whether the key may have many values.
        public let isList: Bool

        /// Joins the parts.
        public init(name: String, values: [String], isList: Bool) {
            self.name = name
            self.values = values
            self.isList = isList
        }

        /// A key with one value.
        public static func value(_ name: String, _ value: String) -> ContextEntry {
            ContextEntry(name: name, values: [value], isList: false)
        }

        /// A key with many values.
        public static func list(_ name: String, _ values: [String]) -> ContextEntry {
            ContextEntry(name: name, values: values, isList: true)
        }
    }

    /// The action, such as `iam:CreateUser`.
    public var action: String
    /// The resource's ARN, or `*` for an action that takes none.
    public var resource: String
    /// The account that owns the resource; nil for the caller's own.
    public var resourceAccount: AccountID?
    /// The policies on the resource's side.
    public var resourceSide: ResourceSide
    /// The service's own condition keys with their values.
    public var keys: [ContextEntry]
    private var broughtTags: [Tag] = []
    private var tagKeys: [String] = []
    private var heldTags: [Tag] = []
    private var heldTagsPrefix: StaticString = ""

    /// Builds a demand.
    public init(
        _ action: String,
        on resource: String,
        in resourceAccount: AccountID? = nil,
        resourceSide: ResourceSide = ResourceSide(),
        keys: [ContextEntry] = []
    ) {
        self.action = action
        self.resource = resource
        self.resourceAccount = resourceAccount
        self.resourceSide = resourceSide
        self.keys = keys
    }

    /// The same demand with the tags that a request brings: `aws:RequestTag/…` and `aws:TagKeys`.
    public func requestTags(_ tags: [Tag]) -> Demand {
        var copy = self
        copy.broughtTags = tags
        return copy
    }

    /// The same demand with keys of tags that a request wants to remove: `aws:TagKeys`.
    public func requestTagKeys(_ keys: [String]) -> Demand {
        var copy = self
        copy.tagKeys = keys
        return copy
    }

    /// The same demand with the tags that the resource has, also under the service's own prefix.
    public func resourceTags(_ tags: [Tag], prefix: StaticString) -> Demand {
        var copy = self
        copy.heldTags = tags
        copy.heldTagsPrefix = prefix
        return copy
    }

    /// Adds what policies may read of the demand besides its action and resource.
    func add(to context: inout RequestContext) {
        for entry in keys {
            if entry.isList {
                context.set(name: entry.name, list: entry.values)
            } else {
                for value in entry.values { context.set(name: entry.name, value) }
            }
        }
        for tag in broughtTags { context.set(.requestTag, tag.key, tag.value) }
        let keys = broughtTags.map(\.key) + tagKeys
        if !keys.isEmpty { context.set(.tagKeys, list: keys) }
        for tag in heldTags {
            context.set(.resourceTag, tag.key, tag.value)
            context.set(name: "\(heldTagsPrefix):ResourceTag/\(tag.key)", tag.value)
        }
    }
}
