internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let policies: [Handler] = [
        .write("CreatePolicy", createPolicy), .read("GetPolicy", getPolicy),
        .read("ListPolicies", listPolicies), .write("DeletePolicy", deletePolicy),
        .read("ListEntitiesForPolicy", listEntitiesForPolicy),
    ]

    private static func createPolicy(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let name = try call.input.requiredString("PolicyName")
        let path = call.input.string("Path") ?? "/"
        let tags = call.input.tags()
        try call.authorizeCreation(
            "CreatePolicy",
            tagAction: "TagPolicy",
            arn: call.arn("policy", path, name),
            tags: tags
        )
        let policy = try call.directory.createPolicy(
            named: name,
            path: path,
            document: try call.input.requiredString("PolicyDocument"),
            description: call.input.string("Description"),
            tags: tags
        )
        return ["Policy": try call.directory.answer(policy)]
    }

    private static func getPolicy(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let arn = try call.input.requiredString("PolicyArn")
        try call.authorize("GetPolicy", policy: arn)
        return ["Policy": try call.directory.answer(try call.directory.policy(arn: arn))]
    }

    private static func deletePolicy(_ call: inout Call<DirectoryTransaction>) throws -> Structure {
        let arn = try call.input.requiredString("PolicyArn")
        try call.authorize("DeletePolicy", modifying: arn)
        try call.directory.deletePolicy(arn: arn)
        return [:]
    }

    private static func listPolicies(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.authorize(Demand("iam:ListPolicies", on: "*"))
        var filter = PolicyFilter()
        filter.scope = call.input.string("Scope").flatMap(PolicyFilter.Scope.init) ?? .all
        filter.onlyAttached = call.input.boolean("OnlyAttached") ?? false
        filter.pathPrefix = call.input.string("PathPrefix") ?? "/"
        filter.purpose =
            switch call.input.string("PolicyUsageFilter") {
            case "PermissionsPolicy": .permissions
            case "PermissionsBoundary": .boundary
            default: nil
            }
        let page = try call.directory.policies(filter, after: call.marker, limit: call.maxItems)
        return call.answer(page, as: "Policies") {
            .policy($0.policy, usage: $0.usage, isWhole: false)
        }
    }

    /// Lists groups, then roles, then users, as many of them as were asked for in all.
    private static func listEntitiesForPolicy(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        let arn = try call.input.requiredString("PolicyArn")
        try call.authorize("ListEntitiesForPolicy", policy: arn)
        let policy = try call.directory.policy(arn: arn)
        let kind = try entityKind(call.input.string("EntityFilter"))
        let prefix = call.input.string("PathPrefix") ?? "/"
        let purpose: PolicyUsage.Purpose =
            call.input.string("PolicyUsageFilter") == "PermissionsBoundary"
            ? .boundary : .permissions
        let page = try call.directory.holders(
            of: policy,
            as: purpose,
            kind: kind,
            after: call.marker,
            limit: call.maxItems
        )
        var groups: [Value] = []
        var roles: [Value] = []
        var users: [Value] = []
        for holder in page.items {
            switch holder.kind {
            case .group:
                let group = try call.directory.group(named: holder.name)
                guard group.path.hasPrefix(prefix) else { continue }
                groups.append(["GroupName": .string(group.name), "GroupId": .string(group.id)])
            case .role:
                let role = try call.directory.role(named: holder.name)
                guard role.path.hasPrefix(prefix) else { continue }
                roles.append(["RoleName": .string(role.name), "RoleId": .string(role.id)])
            default:
                let user = try call.directory.user(named: holder.name)
                guard user.path.hasPrefix(prefix) else { continue }
                users.append(["UserName": .string(user.name), "UserId": .string(user.id)])
            }
        }
        return [
            "PolicyGroups": .list(groups), "PolicyRoles": .list(roles), "PolicyUsers": .list(users),
            "IsTruncated": .boolean(page.marker != nil), "Marker": .optional(page.marker),
        ]
    }

    private static func entityKind(_ filter: String?) throws -> EntityKind? {
        switch filter {
        case nil: nil
        case "User": .user
        case "Role": .role
        case "Group": .group
        default:
            // Policies are used by users, roles and groups only.
            throw ServiceError.invalidInput("EntityFilter must be User, Role or Group.")
        }
    }
}
