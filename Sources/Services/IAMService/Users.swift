internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let users: [Handler] = [
        .write("CreateUser", createUser), .read("GetUser", getUser), .read("ListUsers", listUsers),
        .write("UpdateUser", updateUser), .write("DeleteUser", deleteUser),
    ]

    private static func createUser(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        let path = call.input.string("Path") ?? "/"
        let boundary = call.input.string("PermissionsBoundary")
        if let boundary { try EntityARN.require(boundary) }
        let tags = call.input.tags()
        try call.authorizeCreation(
            "CreateUser",
            tagAction: "TagUser",
            arn: call.arn("user", path, name),
            tags: tags,
            keys: boundary.map { [.value("iam:PermissionsBoundary", $0)] } ?? []
        )
        let user = try call.directory.createUser(
            named: name,
            path: path,
            permissionsBoundary: boundary,
            tags: tags
        )
        return ["User": .user(user)]
    }

    private static func getUser(_ call: inout Call<DirectoryReader>) throws -> Structure {
        if call.input.string("UserName") == nil, call.caller.isRoot {
            try call.authorize(Demand("iam:GetUser", on: call.caller.arn))
            let created = try call.directory.accountRecord()?.createDate
            return [
                "User": [
                    "UserId": .string(call.account.description), "Arn": .string(call.caller.arn),
                    "CreateDate": .optional(created),
                ]
            ]
        }
        let name = try call.userName()
        try call.authorize("GetUser", user: name)
        return ["User": .user(try call.directory.user(named: name))]
    }

    private static func listUsers(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let prefix = call.input.string("PathPrefix") ?? "/"
        try call.authorize(Demand("iam:ListUsers", on: call.arn("user", prefix, "")))
        let page = try call.directory.users(
            pathPrefix: prefix,
            after: call.marker,
            limit: call.maxItems
        )
        return call.answer(page, as: "Users") { .user($0, isWhole: false) }
    }

    private static func updateUser(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        let newName = call.input.string("NewUserName")
        let newPath = call.input.string("NewPath")
        try call.authorize("UpdateUser", user: name)
        // Both the old and the new ARN must be allowed.
        // Source: IAM User Guide, "Rename an IAM user".
        let user = try call.directory.user(named: name)
        let target = call.arn("user", newPath ?? user.path, newName ?? user.name)
        if target != user.arn { try call.authorize(Demand("iam:UpdateUser", on: target)) }
        _ = try call.directory.updateUser(named: name, newName: newName, newPath: newPath)
        return [:]
    }

    private static func deleteUser(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        try call.authorize("DeleteUser", user: name)
        try call.directory.deleteUser(named: name)
        return [:]
    }
}
