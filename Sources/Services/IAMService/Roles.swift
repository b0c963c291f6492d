internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let roles: [Handler] = [
        .write("CreateRole", createRole), .read("GetRole", getRole), .read("ListRoles", listRoles),
        .write("UpdateRole", updateRole), .write("UpdateRoleDescription", updateRoleDescription),
        .write("UpdateAssumeRolePolicy", updateAssumeRolePolicy),
        .write("DeleteRole", deleteRole),
    ]

    private static func createRole(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("RoleName")
        let path = call.input.string("Path") ?? "/"
        let boundary = call.input.string("PermissionsBoundary")
        if let boundary { try EntityARN.require(boundary) }
        let tags = call.input.tags()
        try call.authorizeCreation(
            "CreateRole",
            tagAction: "TagRole",
            arn: call.arn("role", path, name),
            tags: tags,
            keys: boundary.map { [.value("iam:PermissionsBoundary", $0)] } ?? []
        )
        let role = try call.directory.createRole(
            named: name,
            path: path,
            trustPolicy: try call.input.requiredString("AssumeRolePolicyDocument"),
            description: call.input.string("Description"),
            maxSessionDurationSeconds: call.input.integer("MaxSessionDuration") ?? 3600,
            permissionsBoundary: boundary,
            tags: tags
        )
        return ["Role": try call.directory.answer(role)]
    }

    private static func getRole(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let name = try call.input.requiredString("RoleName")
        try call.authorize("GetRole", role: name)
        let role = try call.directory.role(named: name)
        guard case .structure(var answer) = try call.directory.answer(role) else { return [:] }
        answer["RoleLastUsed"] = try call.lastUse(of: role)
        answer["SourceRoleTemplate"] = try call.directory.sourceTemplate(of: role)
        return ["Role": .structure(answer)]
    }

    private static func listRoles(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let prefix = call.input.string("PathPrefix") ?? "/"
        try call.authorize(Demand("iam:ListRoles", on: call.arn("role", prefix, "")))
        let directory = call.directory
        let page = try directory.roles(
            pathPrefix: prefix,
            after: call.marker,
            limit: call.maxItems
        )
        return try call.answer(page, as: "Roles") { try directory.answer($0, isWhole: false) }
    }

    private static func updateRole(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("RoleName")
        try call.authorize("UpdateRole", role: name)
        _ = try call.directory.updateRole(
            named: name,
            description: call.input.string("Description"),
            maxSessionDurationSeconds: call.input.integer("MaxSessionDuration")
        )
        return [:]
    }

    private static func updateRoleDescription(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("RoleName")
        try call.authorize("UpdateRoleDescription", role: name)
        let role = try call.directory.updateRole(
            named: name,
            description: try call.input.requiredString("Description")
        )
        return ["Role": try call.directory.answer(role)]
    }

    private static func updateAssumeRolePolicy(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("RoleName")
        try call.authorize("UpdateAssumeRolePolicy", role: name)
        try call.directory.updateTrustPolicy(
            ofRole: name,
            to: try call.input.requiredString("PolicyDocument")
        )
        return [:]
    }

    private static func deleteRole(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("RoleName")
        try call.authorize("DeleteRole", role: name)
        try call.directory.deleteRole(named: name)
        return [:]
    }
}
