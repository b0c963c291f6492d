/// A resource type that an action works on.
public struct ActionResource: Hashable, Sendable {
    /// The type.
    public let type: ResourceType
    /// Whether each request names a resource of this type.
    public let isRequired: Bool
    /// The condition keys that the action supports for this type.
    public let conditionKeys: [ConditionKey]
}
