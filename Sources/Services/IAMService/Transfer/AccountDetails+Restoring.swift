internal import Base
public import Directory
internal import Markup

extension AccountDetails {
    /// Rebuilds everything in an account, within one transaction.
    ///
    /// - Returns: the ARNs of attached managed policies that are not there, and have been left out.
    public func restore(in directory: DirectoryTransaction) throws -> [String] {
        var missing: [String] = []
        for policy in policies { try restorePolicy(Entry(policy), directory) }
        for group in groups {
            missing += try directory.restoreGroup(
                try entity(Entry(group), "Group", directory.account)
            )
        }
        for user in users {
            let entry = Entry(user)
            missing += try directory.restoreUser(
                try entity(entry, "User", directory.account),
                groups: entry.texts("GroupList")
            )
        }
        var profiles: [String: (entity: RestoredEntity, roles: [String])] = [:]
        for role in roles {
            let entry = Entry(role)
            missing += try directory.restoreRole(
                try entity(entry, "Role", directory.account),
                trustPolicy: try entry.document("AssumeRolePolicyDocument")
            )
            for profile in entry.elements("InstanceProfileList") {
                let made = try entity(profile, "InstanceProfile", directory.account)
                profiles[made.name, default: (made, [])].roles.append(try entry.text("RoleName"))
            }
        }
        for profile in profiles.values.sorted(by: { $0.entity.name < $1.entity.name }) {
            try directory.restoreInstanceProfile(profile.entity, roles: profile.roles)
        }
        return Array(Set(missing)).sorted()
    }

    /// Binds the principals of all trust policies; to be done once all accounts are rebuilt.
    public func bindTrustPolicies(in directory: DirectoryTransaction) throws {
        for role in roles {
            try directory.bindTrustPolicy(ofRole: try Entry(role).text("RoleName"))
        }
    }

    private func entity(
        _ entry: Entry,
        _ noun: String,
        _ account: AccountID
    ) throws(Malformed) -> RestoredEntity {
        var inline: [InlinePolicy] = []
        for policy in entry.elements("\(noun)PolicyList") {
            inline.append(
                InlinePolicy(
                    name: try policy.text("PolicyName"),
                    document: try policy.document("PolicyDocument")
                )
            )
        }
        var attached: [String] = []
        for policy in entry.elements("AttachedManagedPolicies") {
            attached.append(try policy.text("PolicyArn"))
        }
        var tags: [Tag] = []
        for tag in entry.elements("Tags") {
            tags.append(Tag(key: try tag.text("Key"), value: try tag.text("Value")))
        }
        return RestoredEntity(
            name: try entry.text("\(noun)Name"),
            path: entry.optionalText("Path") ?? "/",
            id: try entry.text("\(noun)Id"),
            createDate: try entry.time("CreateDate"),
            permissionsBoundary: entry.boundary,
            tags: tags,
            inlinePolicies: inline,
            attachedPolicies: attached
        )
    }

    private func restorePolicy(_ entry: Entry, _ directory: DirectoryTransaction) throws {
        var versions: [PolicyVersion] = []
        for version in entry.elements("PolicyVersionList") {
            versions.append(
                PolicyVersion(
                    number: try version.versionNumber("VersionId"),
                    createDate: try version.time("CreateDate"),
                    document: try version.document("Document")
                )
            )
        }
        let created = try entry.time("CreateDate")
        let policy = ManagedPolicy(
            account: account,
            name: try entry.text("PolicyName"),
            path: entry.optionalText("Path") ?? "/",
            id: try entry.text("PolicyId"),
            createDate: created,
            updateDate: entry.optionalText("UpdateDate") == nil
                ? created : try entry.time("UpdateDate"),
            description: entry.optionalText("Description"),
            defaultVersion: try entry.versionNumber("DefaultVersionId"),
            lastVersion: versions.map(\.number).max() ?? 1
        )
        try directory.restore(policy, versions: versions)
    }
}
