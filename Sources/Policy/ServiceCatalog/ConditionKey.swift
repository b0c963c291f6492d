/// A condition key that policies may test.
public struct ConditionKey: Hashable, Sendable {
    /// The name, such as `aws:SourceIp` or `aws:RequestTag/${TagKey}`.
    public let name: String
    /// The type of its values.
    public let type: ConditionKeyType

    /// Whether a part of the name is chosen by the policy's author, such as a tag's key.
    public var isTemplate: Bool {
        name.utf8.contains(0x24) || name.utf8.contains(0x3C)
    }
}
