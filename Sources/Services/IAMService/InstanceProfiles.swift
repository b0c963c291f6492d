internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let instanceProfiles: [Handler] = [
        .write("CreateInstanceProfile", createInstanceProfile),
        .read("GetInstanceProfile", getInstanceProfile),
        .read("ListInstanceProfiles", listInstanceProfiles),
        .read("ListInstanceProfilesForRole", listInstanceProfilesForRole),
        .write("AddRoleToInstanceProfile", addRoleToInstanceProfile),
        .write("RemoveRoleFromInstanceProfile", removeRoleFromInstanceProfile),
        .write("DeleteInstanceProfile", deleteInstanceProfile),
    ]

    private static func createInstanceProfile(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("InstanceProfileName")
        let path = call.input.string("Path") ?? "/"
        let tags = call.input.tags()
        try call.authorizeCreation(
            "CreateInstanceProfile",
            tagAction: "TagInstanceProfile",
            arn: call.arn("instance-profile", path, name),
            tags: tags
        )
        let profile = try call.directory.createInstanceProfile(
            named: name,
            path: path,
            tags: tags
        )
        return ["InstanceProfile": try call.directory.answer(profile)]
    }

    private static func getInstanceProfile(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let name = try call.input.requiredString("InstanceProfileName")
        try call.authorize("GetInstanceProfile", instanceProfile: name)
        let profile = try call.directory.instanceProfile(named: name)
        return ["InstanceProfile": try call.directory.answer(profile)]
    }

    private static func listInstanceProfiles(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let prefix = call.input.string("PathPrefix") ?? "/"
        try call.authorize(
            Demand("iam:ListInstanceProfiles", on: call.arn("instance-profile", prefix, ""))
        )
        let directory = call.directory
        let page = try directory.instanceProfiles(
            pathPrefix: prefix,
            after: call.marker,
            limit: call.maxItems
        )
        return try call.answer(page, as: "InstanceProfiles") {
            try directory.answer($0, isWhole: false)
        }
    }

    private static func listInstanceProfilesForRole(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let name = try call.input.requiredString("RoleName")
        try call.authorize("ListInstanceProfilesForRole", role: name)
        let directory = call.directory
        let page = try directory.instanceProfiles(
            ofRole: name,
            after: call.marker,
            limit: call.maxItems
        )
        return try call.answer(page, as: "InstanceProfiles") {
            try directory.answer($0, isWhole: false)
        }
    }

    /// Binding a role to a service's resource also needs `iam:PassRole` on the role.
    ///
    /// - Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
    private static func addRoleToInstanceProfile(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let profile = try call.input.requiredString("InstanceProfileName")
        let role = try call.input.requiredString("RoleName")
        try call.authorize("AddRoleToInstanceProfile", instanceProfile: profile)
        try call.authorize(
            "PassRole",
            role: role,
            keys: [.value("iam:PassedToService", "ec2.amazonaws.com")]
        )
        try call.directory.add(role: role, toInstanceProfile: profile)
        return [:]
    }

    private static func removeRoleFromInstanceProfile(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let profile = try call.input.requiredString("InstanceProfileName")
        let role = try call.input.requiredString("RoleName")
        try call.authorize("RemoveRoleFromInstanceProfile", instanceProfile: profile)
        try call.directory.remove(role: role, fromInstanceProfile: profile)
        return [:]
    }

    private static func deleteInstanceProfile(
        _ call: inout Call<DirectoryTransaction>
    ) throws -> Structure {
        let name = try call.input.requiredString("InstanceProfileName")
        try call.authorize("DeleteInstanceProfile", instanceProfile: name)
        try call.directory.deleteInstanceProfile(named: name)
        return [:]
    }
}
