internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let memberships: [Handler] = [
        .write("AddUserToGroup", addUserToGroup),
        .write("RemoveUserFromGroup", removeUserFromGroup),
        .read("ListGroupsForUser", listGroupsForUser),
    ]

    private static func addUserToGroup(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let group = try call.input.requiredString("GroupName")
        let user = try call.input.requiredString("UserName")
        try call.authorize("AddUserToGroup", group: group)
        try call.directory.add(user: user, toGroup: group)
        return [:]
    }

    private static func removeUserFromGroup(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let group = try call.input.requiredString("GroupName")
        let user = try call.input.requiredString("UserName")
        try call.authorize("RemoveUserFromGroup", group: group)
        try call.directory.remove(user: user, fromGroup: group)
        return [:]
    }

    private static func listGroupsForUser(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let name = try call.input.requiredString("UserName")
        try call.authorize("ListGroupsForUser", user: name)
        let page = try call.page(try call.directory.groups(ofUser: name)) { $0.name }
        return call.answer(page, as: "Groups") { .group($0) }
    }
}
