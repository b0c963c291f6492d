import Base
public import PolicyLanguage
import Store

extension DirectoryView {
    /// Binds the users and roles that a policy names to their unique ids, in all accounts.
    ///
    /// Account roots, sessions, services and identity providers are left as they are.
    ///
    /// - Throws: `invalidPrincipal` when a user or role is not there, or a text is no principal.
    /// - Source: IAM User Guide, "AWS JSON policy elements: Principal".
    public func bind(
        _ document: PolicyDocument,
        text: String
    ) throws(DirectoryError) -> BoundPolicy {
        var bindings: [BoundPolicy.Binding] = []
        for principal in document.principals where principal.kind == .aws {
            guard let id = try boundID(of: principal.value) else { continue }
            let binding = BoundPolicy.Binding(written: principal.value, id: id)
            if !bindings.contains(binding) { bindings.append(binding) }
        }
        return BoundPolicy(text: text, bindings: bindings)
    }

    /// The policy as people see it: ARNs as they are now, the unique ids of those who are gone.
    public func text(of policy: BoundPolicy) throws(DirectoryError) -> String {
        var shown: [String: String] = [:]
        var isAsWritten = true
        for binding in policy.bindings {
            let name = try arn(ofPrincipal: binding.id) ?? binding.id
            shown[binding.written] = name
            if name != binding.written { isAsWritten = false }
        }
        guard !isAsWritten else { return policy.text }
        do {
            let document = try PolicyDocument(parsing: Array(policy.text.utf8))
            let mapped = document.mapPrincipals { shown[$0] ?? $0 }
            return String(decoding: mapped.printed(), as: UTF8.self)
        } catch { throw .malformedPolicy(error) }
    }

    /// The trust policy as people see it.
    public func trustPolicy(of role: Role) throws(DirectoryError) -> String {
        try text(of: role.trustPolicy)
    }

    /// The ARN now of the user or role with the unique id, in any account; nil when it is gone.
    public func arn(ofPrincipal id: String) throws(DirectoryError) -> String? {
        guard let found = try entity(id: id) else { return nil }
        switch found.kind {
        case .user: return try reader(of: found.account).user(named: found.name).arn
        case .role: return try reader(of: found.account).role(named: found.name).arn
        default: return nil
        }
    }

    /// The unique id that a principal is bound to; nil for those that are not bound.
    private func boundID(of principal: String) throws(DirectoryError) -> String? {
        if principal == "*" || AccountID(principal) != nil { return nil }
        guard let arn = ARN(principal) else {
            guard try self.arn(ofPrincipal: principal) != nil else {
                throw .invalidPrincipal(principal)
            }
            return principal
        }
        guard let owner = arn.accountID, arn.region.isEmpty else {
            throw .invalidPrincipal(principal)
        }
        switch (arn.service, arn.resource.prefix { $0 != "/" }) {
        case ("iam", "root"), ("sts", "assumed-role"), ("sts", "federated-user"): return nil
        case ("iam", "user"), ("iam", "role"):
            guard let id = try reader(of: owner).id(ofPrincipal: arn) else {
                throw .invalidPrincipal(principal)
            }
            return id
        default: throw .invalidPrincipal(principal)
        }
    }

    /// The unique id of the user or role with exactly this ARN in this account.
    func id(ofPrincipal arn: ARN) throws(DirectoryError) -> String? {
        guard let slash = arn.resource.lastIndex(of: "/") else { return nil }
        let name = String(arn.resource[arn.resource.index(after: slash)...])
        if arn.resource.hasPrefix("user/") {
            let user = try record(key(Keyspace.users).name(name), as: User.self)
            return user.flatMap { $0.arn == arn.description ? $0.id : nil }
        }
        return try role(arn: arn)?.id
    }

    /// The role with exactly this ARN in this account.
    func role(arn: ARN) throws(DirectoryError) -> Role? {
        guard let slash = arn.resource.lastIndex(of: "/") else { return nil }
        let name = String(arn.resource[arn.resource.index(after: slash)...])
        let role = try record(key(Keyspace.roles).name(name), as: Role.self)
        return role.flatMap { $0.arn == arn.description ? $0 : nil }
    }
}
