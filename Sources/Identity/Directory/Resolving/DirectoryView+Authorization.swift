import PolicyEngine
import PolicyLanguage
import Store

extension DirectoryView {
    /// What a user may do: by its own policies and those of its groups, within its boundary.
    func authorization(
        of user: User,
        policies: ClockCache<PolicyVersionKey, CompiledPolicy>
    ) throws(DirectoryError) -> Authorization {
        var compiled = try inlinePolicies(of: user.id, .user)
        compiled += try managedPolicies(of: user.id, policies)
        for group in try groupIDs(ofUserID: user.id) {
            compiled += try inlinePolicies(of: group, .group)
            compiled += try managedPolicies(of: group, policies)
        }
        return Authorization(
            identity: PolicyLayer(.identity, compiled),
            boundary: try boundary(user.permissionsBoundary, policies)
        )
    }

    /// What sessions of a role may do: by the role's policies, within its boundary.
    func authorization(
        of role: Role,
        policies: ClockCache<PolicyVersionKey, CompiledPolicy>
    ) throws(DirectoryError) -> Authorization {
        var compiled = try inlinePolicies(of: role.id, .role)
        compiled += try managedPolicies(of: role.id, policies)
        return Authorization(
            identity: PolicyLayer(.identity, compiled),
            boundary: try boundary(role.permissionsBoundary, policies)
        )
    }

    private func inlinePolicies(
        of id: String,
        _ kind: PolicySource.Kind
    ) throws(DirectoryError) -> [CompiledPolicy] {
        var compiled: [CompiledPolicy] = []
        for policy in try inlinePolicies(ofID: id) {
            compiled.append(try compile(policy.document, PolicySource(kind, name: policy.name)))
        }
        return compiled
    }

    private func managedPolicies(
        of id: String,
        _ cache: ClockCache<PolicyVersionKey, CompiledPolicy>
    ) throws(DirectoryError) -> [CompiledPolicy] {
        var compiled: [CompiledPolicy] = []
        for attached in try attachedPolicies(ofID: id) {
            compiled.append(try managedPolicy(attached.arn, cache))
        }
        return compiled
    }

    private func boundary(
        _ arn: String?,
        _ cache: ClockCache<PolicyVersionKey, CompiledPolicy>
    ) throws(DirectoryError) -> PolicyLayer? {
        guard let arn else { return nil }
        return PolicyLayer(.boundary, [try managedPolicy(arn, cache)])
    }

    /// The compiled default version; throws when the policy is gone, so that no denial is lost.
    private func managedPolicy(
        _ arn: String,
        _ cache: ClockCache<PolicyVersionKey, CompiledPolicy>
    ) throws(DirectoryError) -> CompiledPolicy {
        let policy = try policy(arn: arn)
        let key = PolicyVersionKey(policyID: policy.id, version: policy.defaultVersion)
        if let kept = cache.value(key) { return kept }
        let source = PolicySource(
            policy.account == nil ? .awsManaged : .userManaged,
            name: policy.name,
            arn: arn
        )
        let compiled = try compile(try defaultVersion(of: policy).document, source)
        cache.insert(key, compiled)
        return compiled
    }

    private func compile(
        _ document: String,
        _ source: PolicySource
    ) throws(DirectoryError) -> CompiledPolicy {
        do {
            return CompiledPolicy(
                try PolicyDocument(parsing: Array(document.utf8)),
                source: source
            )
        } catch { throw .malformedPolicy(error) }
    }
}
