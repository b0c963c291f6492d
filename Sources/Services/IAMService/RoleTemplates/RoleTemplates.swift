internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let roleTemplates: [Handler] = [
        .direct("GetRoleTemplateVersion", getRoleTemplateVersion),
        .write("AcquireRole", acquireRole),
    ]

    /// The account of AWS that owns the templates, as that of its managed policies.
    private static let owner = AccountID("639982225848")

    private static func getRoleTemplateVersion(
        _ call: inout Call<NoDirectory>
    ) throws -> Structure {
        let arn = try call.input.requiredString("TemplateArn")
        try EntityARN.require(arn)
        try call.authorize(templateDemand(arn))
        let version = call.input.integer("MinorVersion")
        guard let template = RoleTemplate.find(arn: arn, minorVersion: version) else {
            throw ServiceError.noSuchEntity("Role Template \(arn) cannot be found.")
        }
        return ["RoleTemplateVersion": template.answer]
    }

    /// Makes a role from a template, or gives back the one that was made with the same values.
    ///
    /// There is no permission of this name: whoever may do all that it does may call it.
    private static func acquireRole(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let arn = try call.input.requiredString("TemplateArn")
        try call.authorize(templateDemand(arn))
        let version = call.input.integer("TemplateMinorVersion")
        guard let template = RoleTemplate.find(arn: arn, minorVersion: version) else {
            throw ServiceError.noSuchEntity("Role template not found in repository: \(arn)")
        }
        let use = RoleTemplateUse(
            templateARN: arn,
            minorVersion: template.minorVersion,
            values: replacementValues(call.input)
        )
        let rendered = try RenderedRole(template, use.values)
        let role = try reuse(rendered, use, &call) ?? create(rendered, use, &call)
        return [
            "Role": [
                "Path": .string(role.path), "RoleName": .string(role.name),
                "RoleId": .string(role.id), "Arn": .string(role.arn),
                "CreateDate": .timestamp(role.createDate),
                "AssumeRolePolicyDocument": .document(
                    try call.directory.trustPolicy(of: role)
                ),
            ]
        ]
    }

    private static func templateDemand(_ arn: String) -> Demand {
        var keys: [Demand.ContextEntry] = []
        if let owner { keys.append(.value("aws:ResourceAccount", owner.description)) }
        return Demand("iam:GetRoleTemplateVersion", on: arn, keys: keys)
    }

    private static func replacementValues(_ input: Structure) -> [String: [String]] {
        var values: [String: [String]] = [:]
        for entry in input.map("ReplacementValues")?.members ?? [] {
            guard case .structure(let value) = entry.value else { continue }
            values[entry.name] = value.strings("Values") ?? []
        }
        return values
    }

    /// The role with the name, if there is one; nil when it is still to be made.
    ///
    /// - Throws: `NameConflict` when it was made otherwise, `RoleModified` when it was changed.
    private static func reuse(
        _ rendered: RenderedRole,
        _ use: RoleTemplateUse,
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Role? {
        let directory = call.directory
        guard let name = try directory.spelling(ofRole: rendered.name) else { return nil }
        let role = try directory.role(named: name)
        try call.authorize("GetRole", role: name, keys: templateKeys(use))
        guard let known = try directory.templateUse(of: role), known.templateARN == use.templateARN
        else {
            throw conflict(
                "A role with this name already exists in the account but was not created from this "
                    + "template. Choose a different role name, or remove the existing role if it is "
                    + "no longer needed."
            )
        }
        guard known == use, name == rendered.name else {
            throw conflict(
                "A role with this name exists but was created with different parameters. Pass a "
                    + "unique roleName to create a new role."
            )
        }
        guard try rendered.matches(role, in: directory) else {
            throw ServiceError(
                code: "RoleModified",
                message: "Role \(name) has been modified since it was created and is no longer "
                    + "managed.",
                status: 409
            )
        }
        return role
    }

    private static func create(
        _ rendered: RenderedRole,
        _ use: RoleTemplateUse,
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Role {
        let keys = templateKeys(use)
        let arn = call.arn("role", rendered.path, rendered.name)
        try call.authorize(Demand("iam:CreateRole", on: arn, keys: keys))
        for policy in rendered.managedPolicies {
            let named = keys + [.value("iam:PolicyARN", policy)]
            try call.authorize(Demand("iam:AttachRolePolicy", on: arn, keys: named))
        }
        if !rendered.inlinePolicies.isEmpty {
            try call.authorize(Demand("iam:PutRolePolicy", on: arn, keys: keys))
        }
        let directory = call.directory
        let role = try directory.createRole(
            named: rendered.name,
            path: rendered.path,
            trustPolicy: rendered.trustPolicy,
            description: rendered.description,
            maxSessionDurationSeconds: rendered.maxSessionDurationSeconds
        )
        let holder = PolicyHolder.role(role.name)
        for policy in rendered.managedPolicies { try directory.attach(policy: policy, to: holder) }
        for policy in rendered.inlinePolicies {
            try directory.putInlinePolicy(policy.name, document: policy.document, of: holder)
        }
        try directory.put(use, of: role)
        return role
    }

    private static func templateKeys(_ use: RoleTemplateUse) -> [Demand.ContextEntry] {
        [.value("iam:RoleTemplateARN", use.templateARN)]
    }

    private static func conflict(_ message: String) -> ServiceError {
        ServiceError(code: "NameConflict", message: message, status: 409)
    }
}
