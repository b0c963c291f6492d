internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

/// How IAM's operations ask the gate: which ARN and which condition keys each kind of entity brings.
///
/// A name that nobody has is asked for as if it stood at the path `/`, as AWS does; so a caller
/// without permission cannot tell which names exist.
///
/// - Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS
///   Identity and Access Management".
extension Call where View: DirectoryView {
    func arn(_ kind: String, _ path: String, _ name: String) -> String {
        "arn:aws:iam::\(account):\(kind)\(path)\(name)"
    }

    /// The result, or nil when the directory says that there is no such entity.
    func existing<Entity>(_ body: () throws -> Entity) throws -> Entity? {
        do {
            return try body()
        } catch DirectoryError.noSuch { return nil }
    }

    mutating func authorize(
        _ action: String,
        user name: String,
        keys: [Demand.ContextEntry] = []
    ) throws {
        let user = try existing { try directory.user(named: name) }
        var keys = keys
        if let boundary = user?.permissionsBoundary, !keys.hasBoundary {
            keys.append(.value("iam:PermissionsBoundary", boundary))
        }
        let demand = Demand(
            "iam:\(action)",
            on: user?.arn ?? arn("user", "/", name),
            keys: keys
        )
        try authorize(demand.resourceTags(user?.tags ?? [], prefix: "iam"))
    }

    mutating func authorize(
        _ action: String,
        role name: String,
        keys: [Demand.ContextEntry] = []
    ) throws {
        let role = try existing { try directory.role(named: name) }
        var keys = keys
        if let boundary = role?.permissionsBoundary, !keys.hasBoundary {
            keys.append(.value("iam:PermissionsBoundary", boundary))
        }
        let demand = Demand(
            "iam:\(action)",
            on: role?.arn ?? arn("role", "/", name),
            keys: keys
        )
        try authorize(demand.resourceTags(role?.tags ?? [], prefix: "iam"))
    }

    mutating func authorize(
        _ action: String,
        group name: String,
        keys: [Demand.ContextEntry] = []
    ) throws {
        let group = try existing { try directory.group(named: name) }
        try authorize(
            Demand("iam:\(action)", on: group?.arn ?? arn("group", "/", name), keys: keys)
        )
    }

    mutating func authorize(_ action: String, policy arn: String) throws {
        try EntityARN.require(arn)
        let policy = try existing { try directory.policy(arn: arn) }
        try authorize(
            Demand("iam:\(action)", on: arn).resourceTags(policy?.tags ?? [], prefix: "iam")
        )
    }

    /// Asks for an action that changes a policy; those of AWS are nobody's to change.
    ///
    /// - Source: IAM User Guide, "Managed policies and inline policies": AWS managed policies cannot
    ///   be changed. AWS's sentence is not confirmed; the policy is of another account, and such
    ///   denials do not tell their reason.
    mutating func authorize(_ action: String, modifying arn: String) throws {
        try authorize(action, policy: arn)
        try refuseChange(of: arn, by: action)
    }

    /// Refuses to change a policy of AWS, once the gate has let the call pass.
    func refuseChange(of arn: String, by action: String) throws(ServiceError) {
        guard arn.hasPrefix("arn:aws:iam::aws:") else { return }
        throw ServiceError.accessDenied(
            "User: \(caller.arn) is not authorized to perform: iam:\(action) on resource: \(arn)"
        )
    }

    mutating func authorize(_ action: String, instanceProfile name: String) throws {
        let profile = try existing { try directory.instanceProfile(named: name) }
        let demand = Demand(
            "iam:\(action)",
            on: profile?.arn ?? arn("instance-profile", "/", name)
        )
        try authorize(demand.resourceTags(profile?.tags ?? [], prefix: "iam"))
    }

    mutating func authorize(_ action: String, openIDConnectProvider arn: String) throws {
        try EntityARN.require(arn)
        let provider = try existing { try directory.openIDConnectProvider(arn: arn) }
        try authorize(
            Demand("iam:\(action)", on: arn).resourceTags(provider?.tags ?? [], prefix: "iam")
        )
    }

    mutating func authorize(_ action: String, samlProvider arn: String) throws {
        try EntityARN.require(arn)
        let provider = try existing { try directory.samlProvider(arn: arn) }
        try authorize(
            Demand("iam:\(action)", on: arn).resourceTags(provider?.tags ?? [], prefix: "iam")
        )
    }

    mutating func authorize(_ action: String, serverCertificate name: String) throws {
        let certificate = try existing { try directory.serverCertificate(named: name) }
        let demand = Demand(
            "iam:\(action)",
            on: certificate?.arn ?? arn("server-certificate", "/", name)
        )
        try authorize(demand.resourceTags(certificate?.tags ?? [], prefix: "iam"))
    }

    mutating func authorize(
        _ action: String,
        holder: PolicyHolder,
        keys: [Demand.ContextEntry] = []
    ) throws {
        switch holder.kind {
        case .group: try authorize(action, group: holder.name, keys: keys)
        case .role: try authorize(action, role: holder.name, keys: keys)
        default: try authorize(action, user: holder.name, keys: keys)
        }
    }

    /// Asks for an action on a new entity, and for the tag action when it comes with tags.
    mutating func authorizeCreation(
        _ action: String,
        tagAction: String,
        arn: String,
        tags: [Tag],
        keys: [Demand.ContextEntry] = []
    ) throws {
        try authorize(Demand("iam:\(action)", on: arn, keys: keys).requestTags(tags))
        guard !tags.isEmpty else { return }
        try authorize(Demand("iam:\(tagAction)", on: arn).requestTags(tags))
    }

    /// The user that the request names, or the calling user when it names none.
    ///
    /// - Source: IAM API Reference: "If it is not included, it defaults to the user making the
    ///   request".
    func userName() throws(ServiceError) -> String {
        if let name = input.string("UserName") { return name }
        guard case .user(let user) = caller.kind else {
            throw .validation("Must specify userName when calling with non-User credentials")
        }
        return user.name
    }
}

extension [Demand.ContextEntry] {
    fileprivate var hasBoundary: Bool {
        contains { entry in
            if case .value("iam:PermissionsBoundary", _) = entry { true } else { false }
        }
    }
}
