/// A service of AWS.
public struct Service: Hashable, Sendable {
    /// The prefix of its actions, such as `s3`.
    public let prefix: String
    /// The name for people, such as `Amazon S3`.
    public let name: String
    let actionRows: Range<Int>
    let typeRows: Range<Int>
    let keys: Int

    /// All actions, ordered by name without regard to case.
    public var actions: [Action] {
        actionRows.map { CatalogueBlob.action(at: $0, of: prefix) }
    }

    /// All resource types, ordered by name.
    public var resourceTypes: [ResourceType] { typeRows.map(CatalogueBlob.resourceType(at:)) }

    /// The condition keys that its actions and resource types use.
    public var conditionKeys: [ConditionKey] {
        var list = CatalogueList(at: keys)
        return list.keys()
    }

    /// The action of that name, without prefix and without regard to case.
    ///
    /// - Complexity: O(log n) in the service's actions.
    public func action(_ name: String) -> Action? {
        CatalogueBlob.search(actionRows, for: name.utf8, nameAt: CatalogueBlob.actionName(at:))
            .map { CatalogueBlob.action(at: $0, of: prefix) }
    }

    /// The resource type of that name, without regard to case.
    public func resourceType(_ name: String) -> ResourceType? {
        CatalogueBlob.search(typeRows, for: name.utf8, nameAt: CatalogueBlob.typeName(at:))
            .map(CatalogueBlob.resourceType(at:))
    }
}
