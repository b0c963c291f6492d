internal import ServiceModel

/// The account property that there is, `RoleManager/Enabled`, and what may be set.
///
/// - Source: IAM API Reference, PutAccountProperties; the texts as observed.
enum AccountProperty {
    static let namespace = "RoleManager"
    static let enabled = "RoleManager/Enabled"

    /// What a request sets the property to; properties beside it are ignored.
    static func isRoleManagerEnabled(_ entries: [Structure.Member]) throws(ServiceError) -> Bool {
        var namespaces: [Substring] = []
        for entry in entries {
            let space = entry.name.prefix { $0 != "/" }
            guard space.endIndex < entry.name.endIndex else {
                throw .invalidInput(
                    "Property key must be in format Namespace/PropertyName: \(entry.name)"
                )
            }
            if !namespaces.contains(space) { namespaces.append(space) }
        }
        guard namespaces.count <= 1 else {
            throw .invalidInput("All properties must belong to the same namespace")
        }
        guard let space = namespaces.first else { throw .missingMember("Properties") }
        guard space == namespace else { throw .invalidInput("Unsupported namespace: \(space)") }
        guard case .string(let value)? = entries.first(where: { $0.name == enabled })?.value else {
            throw .invalidInput("\(namespace) namespace requires Enabled property")
        }
        switch value {
        case "true": return true
        case "false": return false
        default: throw .invalidInput("Enabled must be 'true' or 'false'")
        }
    }
}
