/// A type of resource of a service.
public struct ResourceType: Hashable, Sendable {
    /// The type's name in the service, such as `bucket`.
    public let name: String
    /// The ARN with `${…}` placeholders, such as `arn:${Partition}:s3:::${BucketName}`.
    public let arnFormat: String
    let keys: Int

    /// The condition keys that describe a resource of this type.
    public var conditionKeys: [ConditionKey] {
        var list = CatalogueList(at: keys)
        return list.keys()
    }
}
