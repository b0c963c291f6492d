internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let serviceLinkedRoles: [Handler] = [
        .write("CreateServiceLinkedRole", createServiceLinkedRole),
        .write("DeleteServiceLinkedRole", deleteServiceLinkedRole),
        .read("GetServiceLinkedRoleDeletionStatus", getServiceLinkedRoleDeletionStatus),
    ]

    /// - Source: Service Authorization Reference: the resource is the role, the key
    ///   `iam:AWSServiceName` tells the service.
    private static func createServiceLinkedRole(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let service = try call.input.requiredString("AWSServiceName")
        let suffix = call.input.string("CustomSuffix")
        let template = ServiceLinkedRoleTemplate.of(service: service)
        var name = template?.roleName ?? "AWSServiceRoleFor"
        if let suffix { name += "_\(suffix)" }
        try call.authorize(
            Demand(
                "iam:CreateServiceLinkedRole",
                on: call.arn("role", "\(Role.serviceLinkedPath)\(service)/", name),
                keys: [.value("iam:AWSServiceName", service)]
            )
        )
        let role = try call.directory.createServiceLinkedRole(
            for: service,
            description: call.input.string("Description"),
            suffix: suffix
        )
        return ["Role": try call.directory.answer(role)]
    }

    private static func deleteServiceLinkedRole(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("RoleName")
        try call.authorize("DeleteServiceLinkedRole", role: name)
        let deletion = try call.directory.deleteServiceLinkedRole(named: name)
        return ["DeletionTaskId": .string(deletion.taskID)]
    }

    /// The role is gone by then: the task's id tells which one to ask the gate for.
    private static func getServiceLinkedRoleDeletionStatus(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let id = try call.input.requiredString("DeletionTaskId")
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        var resource = call.arn("role", "/", "*")
        if parts.count == 5 {
            let path = "\(Role.serviceLinkedPath)\(parts[2])/"
            resource = call.arn("role", path, String(parts[3]))
        }
        try call.authorize(Demand("iam:GetServiceLinkedRoleDeletionStatus", on: resource))
        _ = try call.directory.roleDeletion(id)
        return ["Status": "SUCCEEDED"]
    }
}
