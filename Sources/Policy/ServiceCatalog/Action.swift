/// An action that policies allow or deny.
public struct Action: Hashable, Sendable {
    /// The service's prefix, such as `s3`.
    public let service: String
    /// The name without the prefix, such as `GetObject`.
    public let name: String
    /// What kind of access it gives.
    public let accessLevel: AccessLevel
    let detail: Int

    /// The name with the prefix, such as `s3:GetObject`.
    public var qualifiedName: String { "\(service):\(name)" }

    /// Whether the action names no resource, so that only `Resource: "*"` covers it.
    public var isWildcardOnly: Bool {
        var list = CatalogueList(at: detail)
        list.skip()
        return list.next() == 0
    }

    /// The condition keys that apply to each request of the action.
    public var conditionKeys: [ConditionKey] {
        var list = CatalogueList(at: detail)
        return list.keys()
    }

    /// The resource types that it works on; empty when `isWildcardOnly`.
    public var resources: [ActionResource] {
        var list = CatalogueList(at: detail)
        list.skip()
        let count = list.next()
        return (0..<count).map { _ in
            let index = list.next()
            return ActionResource(
                type: CatalogueBlob.resourceType(at: index & 0x7FFF),
                isRequired: index & 0x8000 != 0,
                conditionKeys: list.keys()
            )
        }
    }
}
