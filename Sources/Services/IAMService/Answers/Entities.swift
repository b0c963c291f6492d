internal import Base
internal import Directory
internal import ServiceModel

extension Value {
    /// What lists show of a user; Get and Create show tags and boundary as well.
    static func user(_ user: User, isWhole: Bool = true) -> Self {
        [
            "Path": .string(user.path), "UserName": .string(user.name), "UserId": .string(user.id),
            "Arn": .string(user.arn), "CreateDate": .timestamp(user.createDate),
            "PermissionsBoundary": isWhole ? .boundary(user.permissionsBoundary) : nil,
            "Tags": isWhole && !user.tags.isEmpty ? .tags(user.tags) : nil,
        ]
    }

    static func group(_ group: Group) -> Self {
        [
            "Path": .string(group.path), "GroupName": .string(group.name),
            "GroupId": .string(group.id), "Arn": .string(group.arn),
            "CreateDate": .timestamp(group.createDate),
        ]
    }

    /// What lists show of a role; Get and Create show tags, boundary and use as well.
    static func role(_ role: Role, trustPolicy: String, isWhole: Bool = true) -> Self {
        [
            "Path": .string(role.path), "RoleName": .string(role.name), "RoleId": .string(role.id),
            "Arn": .string(role.arn), "CreateDate": .timestamp(role.createDate),
            "AssumeRolePolicyDocument": .document(trustPolicy),
            "Description": .optional(role.description),
            "MaxSessionDuration": .integer(role.maxSessionDurationSeconds),
            "PermissionsBoundary": isWhole ? .boundary(role.permissionsBoundary) : nil,
            "Tags": isWhole && !role.tags.isEmpty ? .tags(role.tags) : nil,
        ]
    }

    static func boundary(_ arn: String?) -> Self? {
        guard let arn else { return nil }
        return [
            "PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": .string(arn),
        ]
    }

    static func policy(_ policy: ManagedPolicy, usage: PolicyUsage, isWhole: Bool = true) -> Self {
        [
            "PolicyName": .string(policy.name), "PolicyId": .string(policy.id),
            "Arn": .string(policy.arn), "Path": .string(policy.path),
            "DefaultVersionId": .string(policy.defaultVersionID),
            "AttachmentCount": .integer(usage.attachmentCount),
            "PermissionsBoundaryUsageCount": .integer(usage.boundaryCount),
            "IsAttachable": .boolean(policy.isAttachable),
            "Description": isWhole ? .optional(policy.description) : nil,
            "CreateDate": .timestamp(policy.createDate),
            "UpdateDate": .timestamp(policy.updateDate),
            "Tags": isWhole && !policy.tags.isEmpty ? .tags(policy.tags) : nil,
        ]
    }

    static func version(
        _ version: PolicyVersion,
        of policy: ManagedPolicy,
        withDocument: Bool
    ) -> Self {
        [
            "Document": withDocument ? .document(version.document) : nil,
            "VersionId": .string(version.id),
            "IsDefaultVersion": .boolean(version.number == policy.defaultVersion),
            "CreateDate": .timestamp(version.createDate),
        ]
    }

    static func attached(_ policy: AttachedPolicy) -> Self {
        ["PolicyName": .string(policy.name), "PolicyArn": .string(policy.arn)]
    }

    static func inline(_ policy: InlinePolicy) -> Self {
        ["PolicyName": .string(policy.name), "PolicyDocument": .document(policy.document)]
    }
}

extension DirectoryView {
    /// A role as answers show it.
    func answer(_ role: Role, isWhole: Bool = true) throws(DirectoryError) -> Value {
        .role(role, trustPolicy: try trustPolicy(of: role), isWhole: isWhole)
    }

    /// An instance profile as answers show it, its roles included.
    func answer(_ profile: InstanceProfile, isWhole: Bool = true) throws(DirectoryError) -> Value {
        var roles: [Value] = []
        for name in profile.roleNames {
            roles.append(try answer(try role(named: name), isWhole: false))
        }
        return [
            "Path": .string(profile.path), "InstanceProfileName": .string(profile.name),
            "InstanceProfileId": .string(profile.id), "Arn": .string(profile.arn),
            "CreateDate": .timestamp(profile.createDate), "Roles": .list(roles),
            "Tags": isWhole && !profile.tags.isEmpty ? .tags(profile.tags) : nil,
        ]
    }

    /// A managed policy as answers show it.
    func answer(_ policy: ManagedPolicy, isWhole: Bool = true) throws(DirectoryError) -> Value {
        .policy(policy, usage: try usage(of: policy), isWhole: isWhole)
    }
}
