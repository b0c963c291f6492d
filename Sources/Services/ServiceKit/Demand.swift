public import Base
public import PolicyEngine

/// What a call wants to do: an action on a resource, and what the service knows of both.
public struct Demand: Sendable {
    /// What a call adds to the context of its request.
    public enum ContextEntry: Sendable {
        /// A condition key, such as `sts:ExternalId`, with one value.
        case value(String, String)
        /// A condition key with many values.
        case list(String, [String])
        /// Tags that the request brings: `aws:RequestTag/…` and `aws:TagKeys`.
        case requestTags([Tag])
        /// Tags that the resource has: `aws:ResourceTag/…`, also under the service's own prefix.
        case resourceTags([Tag], prefix: String)
    }

    /// The action, such as `iam:CreateUser`.
    public var action: String
    /// The resource's ARN, or `*` for an action that takes none.
    public var resource: String
    /// The account that owns the resource; nil for the caller's own.
    public var resourceAccount: AccountID?
    /// The policies on the resource's side.
    public var resourceSide: ResourceSide
    /// What the service adds to the context; of entries for one key the last counts.
    public var keys: [ContextEntry]
    /// What a denial names in place of the resource, where that is not the caller's to know.
    public var shownResource: String?

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
    public consuming func requestTags(_ tags: [Tag]) -> Demand {
        guard !tags.isEmpty else { return self }
        var copy = self
        copy.keys.append(.requestTags(tags))
        return copy
    }

    /// The same demand with keys of tags that a request wants to remove: `aws:TagKeys`.
    public consuming func requestTagKeys(_ keys: [String]) -> Demand {
        var copy = self
        copy.keys.append(.list("aws:TagKeys", keys))
        return copy
    }

    /// The same demand with the tags that the resource has, also under the service's own prefix.
    public consuming func resourceTags(_ tags: [Tag], prefix: String) -> Demand {
        guard !tags.isEmpty else { return self }
        var copy = self
        copy.keys.append(.resourceTags(tags, prefix: prefix))
        return copy
    }
}
