internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let groups: [Handler] = [
        .write("CreateGroup", createGroup), .read("GetGroup", getGroup),
        .read("ListGroups", listGroups), .write("UpdateGroup", updateGroup),
        .write("DeleteGroup", deleteGroup),
    ]

    private static func createGroup(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("GroupName")
        let path = call.input.string("Path") ?? "/"
        try call.authorize(Demand("iam:CreateGroup", on: call.arn("group", path, name)))
        return ["Group": .group(try call.directory.createGroup(named: name, path: path))]
    }

    private static func getGroup(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let name = try call.input.requiredString("GroupName")
        try call.authorize("GetGroup", group: name)
        let group = try call.directory.group(named: name)
        let page = try call.directory.users(
            inGroup: name,
            after: call.marker,
            limit: call.maxItems
        )
        var answer = call.answer(page, as: "Users") { .user($0, isWhole: false) }
        answer["Group"] = .group(group)
        return answer
    }

    private static func listGroups(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let prefix = call.input.string("PathPrefix") ?? "/"
        try call.authorize(Demand("iam:ListGroups", on: call.arn("group", prefix, "")))
        let page = try call.directory.groups(
            pathPrefix: prefix,
            after: call.marker,
            limit: call.maxItems
        )
        return call.answer(page, as: "Groups") { .group($0) }
    }

    private static func updateGroup(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("GroupName")
        let newName = call.input.string("NewGroupName")
        let newPath = call.input.string("NewPath")
        try call.authorize("UpdateGroup", group: name)
        let group = try call.directory.group(named: name)
        let target = call.arn("group", newPath ?? group.path, newName ?? group.name)
        if target != group.arn { try call.authorize(Demand("iam:UpdateGroup", on: target)) }
        _ = try call.directory.updateGroup(named: name, newName: newName, newPath: newPath)
        return [:]
    }

    private static func deleteGroup(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("GroupName")
        try call.authorize("DeleteGroup", group: name)
        try call.directory.deleteGroup(named: name)
        return [:]
    }
}
