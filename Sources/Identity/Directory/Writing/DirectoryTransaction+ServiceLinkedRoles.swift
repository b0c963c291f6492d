import Base
import Store

extension DirectoryTransaction {
    /// Makes the role that is linked to a service, with the service's managed policy.
    ///
    /// It counts as a role of the account, but is made also when the quota is used up.
    ///
    /// - Source: IAM API Reference, CreateServiceLinkedRole; IAM User Guide, "IAM and AWS STS quotas";
    ///   the sentences as quoted in public reports (`terraform-community-modules/tf_aws_elasticsearch`
    ///   issue 23).
    @discardableResult
    public func createServiceLinkedRole(
        for service: String,
        description: String? = nil,
        suffix: String? = nil
    ) throws(DirectoryError) -> Role {
        try Forms.require(description: description)
        guard let template = ServiceLinkedRoleTemplate.of(service: service) else {
            throw .invalidValue("\(service) is not a service that roles can be linked to.")
        }
        var name = template.roleName
        if let suffix {
            guard template.allowsSuffix else {
                throw .invalidValue("Custom suffix is not allowed for \(service)")
            }
            name += "_\(suffix)"
        }
        try Forms.require(name: name, of: .role)
        guard try !exists(key(Keyspace.roles).name(name)) else {
            throw .invalidValue(
                "Service role name \(name) has been taken in this account, "
                    + "please try a different suffix."
            )
        }
        let role = Role(
            account: account,
            name: name,
            path: template.path,
            id: UniqueID.make(.role, random: dependencies.random),
            createDate: now,
            trustPolicy: BoundPolicy(text: template.trustPolicy),
            description: description,
            maxSessionDurationSeconds: 3600,
            permissionsBoundary: nil,
            tags: []
        )
        try count(.roles, by: 1)
        try insert(role)
        // A program without AWS's managed policies still makes the role.
        if try policyIfPresent(arn: template.policyARN) != nil {
            try attach(policy: template.policyARN, toServiceLinked: role)
        }
        return role
    }

    /// Deletes a role that is linked to a service, and notes that it was done.
    ///
    /// Nothing of this server uses such a role, so the deletion ends as soon as it begins. An earlier
    /// deletion of a role with the same name is forgotten.
    ///
    /// - Source: IAM API Reference, DeleteServiceLinkedRole.
    public func deleteServiceLinkedRole(
        named name: String
    ) throws(DirectoryError) -> RoleDeletion {
        let role = try role(named: name)
        guard role.isServiceLinked else {
            throw .invalidValue("The role \(name) is not linked to a service.")
        }
        for policy in try attachedPolicies(ofID: role.id) {
            try detachAsService(policy: policy.arn, fromID: role.id)
        }
        try deleteAll(prefix: key(Keyspace.inlinePolicies).text(role.id))
        try delete(role)
        let deletion = RoleDeletion(
            taskID: "task\(role.path)\(name)/\(uuid())",
            roleARN: role.arn,
            time: now
        )
        try put(key(Keyspace.roleDeletions).name(name), deletion)
        return deletion
    }

    /// A random UUID of version 4 (RFC 9562).
    private func uuid() -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, random) in dependencies.random.bytes(16).enumerated() {
            var byte = random
            if index == 6 { byte = byte & 0x0F | 0x40 }
            if index == 8 { byte = byte & 0x3F | 0x80 }
            if [4, 6, 8, 10].contains(index) { text.append(0x2D) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension DirectoryView {
    /// The deletion with the task id: the last one of a role with the name; throws `missing`.
    public func roleDeletion(_ taskID: String) throws(DirectoryError) -> RoleDeletion {
        let parts = taskID.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "task", parts[1] == "aws-service-role" else {
            throw .invalidValue("The deletion task id \(taskID) is not valid.")
        }
        let key = key(Keyspace.roleDeletions).name(String(parts[3]))
        guard let deletion = try record(key, as: RoleDeletion.self), deletion.taskID == taskID
        else {
            throw .missing("The deletion task \(taskID) cannot be found.")
        }
        return deletion
    }
}
