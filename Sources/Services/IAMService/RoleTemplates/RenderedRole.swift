internal import Base
internal import Directory
internal import PolicyLanguage
internal import ServiceModel

/// A role as a template makes it with given values.
struct RenderedRole {
    let name: String
    let path: String
    let description: String
    let trustPolicy: String
    let inlinePolicies: [(name: String, document: String)]
    let managedPolicies: [String]
    let maxSessionDurationSeconds: Int

    /// Fills the template in.
    ///
    /// - Throws: `InvalidInput` for a parameter that is unknown or missing, `ValidationError` for
    ///   one that has more than one value; the texts as observed.
    init(_ template: RoleTemplate, _ given: [String: [String]]) throws {
        for name in given.keys.sorted() {
            guard let parameter = template.parameters.first(where: { $0.name == name }) else {
                throw Self.failure("Unrecognized parameter: \(name)")
            }
            let count = given[name]?.count ?? 0
            guard parameter.isList || count == 1 else {
                throw ServiceError.validation(
                    "\(name) replacement value must contain exactly one value, got \(count)"
                )
            }
        }
        var values = given
        for parameter in template.parameters where values[parameter.name] == nil {
            if let standard = parameter.standard { values[parameter.name] = [standard] }
        }
        let text = TemplateText(values)
        do {
            name = try text.text(template.roleNamePattern)
            path = try text.text(template.rolePath ?? "/")
            description = try text.text(template.roleDescription)
            trustPolicy = try text.document(template.trustPolicy) ?? ""
            inlinePolicies = try template.inlinePolicies.compactMap { policy in
                try text.document(policy.document).map { (policy.name, $0) }
            }
        } catch let missing as TemplateText.Missing {
            throw Self.failure("Parameter '\(missing.name)' not found.")
        }
        managedPolicies = template.managedPolicies
        maxSessionDurationSeconds = template.maxSessionDurationSeconds
    }

    /// Whether a role still is what the template made; descriptions and durations may change.
    func matches(_ role: Role, in directory: some DirectoryView) throws -> Bool {
        let holder = PolicyHolder.role(role.name)
        guard role.tags.isEmpty, role.permissionsBoundary == nil,
            try Self.normal(directory.trustPolicy(of: role)) == Self.normal(trustPolicy),
            try Set(directory.attachedPolicies(of: holder).map(\.arn)) == Set(managedPolicies)
        else { return false }
        var kept: [String: PolicyDocument] = [:]
        for policy in try directory.inlinePolicies(of: holder) {
            kept[policy.name] = try Self.normal(policy.document)
        }
        var made: [String: PolicyDocument] = [:]
        for policy in inlinePolicies { made[policy.name] = try Self.normal(policy.document) }
        return kept == made
    }

    /// The document as it is compared: one text and a list of it say the same.
    private static func normal(_ text: String) throws(PolicyError) -> PolicyDocument {
        var document = try PolicyDocument(parsing: Array(text.utf8))
        document.isList = true
        for index in document.statements.indices {
            document.statements[index].action?.list.isList = true
            document.statements[index].resource?.list.isList = true
        }
        return document
    }

    private static func failure(_ reason: String) -> ServiceError {
        .invalidInput("Failed to render template: \(reason)")
    }
}
