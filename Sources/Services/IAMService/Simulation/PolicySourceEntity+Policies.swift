internal import Directory
internal import PolicyEngine
internal import PolicyLanguage

extension PolicySourceEntity {
    /// The policies of the entity; of a user's groups as well.
    func policies(in view: some DirectoryView) throws(DirectoryError) -> [SimulatedPolicy] {
        switch self {
        case .user(let user):
            var policies = try Self.policies(of: .user(user.name), .user, in: view)
            for group in try view.groups(ofUser: user.name) {
                policies += try Self.policies(of: .group(group.name), .group, in: view)
            }
            return policies
        case .group(let group): return try Self.policies(of: .group(group.name), .group, in: view)
        case .role(let role): return try Self.policies(of: .role(role.name), .role, in: view)
        }
    }

    /// The permissions boundary of a user or role.
    func boundary(in view: some DirectoryView) throws(DirectoryError) -> SimulatedPolicy? {
        let arn: String? =
            switch self {
            case .user(let user): user.permissionsBoundary
            case .group: nil
            case .role(let role): role.permissionsBoundary
            }
        guard let arn else { return nil }
        return try Self.managed(arn, in: view)
    }

    /// Inline policies are named after their holder, managed ones by their own name.
    ///
    /// - Source: outputs of the live service, such as `role_ecs-task-execution-role_secrets`.
    private static func policies(
        of holder: PolicyHolder,
        _ kind: PolicySource.Kind,
        in view: some DirectoryView
    ) throws(DirectoryError) -> [SimulatedPolicy] {
        var policies: [SimulatedPolicy] = []
        for policy in try view.inlinePolicies(of: holder) {
            let name = "\(kind.rawValue)_\(holder.name)_\(policy.name)"
            policies.append(try read(policy.document, PolicySource(kind, name: name)))
        }
        for policy in try view.attachedPolicies(of: holder) {
            policies.append(try managed(policy.arn, in: view))
        }
        return policies
    }

    private static func managed(
        _ arn: String,
        in view: some DirectoryView
    ) throws(DirectoryError) -> SimulatedPolicy {
        let policy = try view.policy(arn: arn)
        let kind: PolicySource.Kind = policy.account == nil ? .awsManaged : .userManaged
        return try read(
            try view.defaultVersion(of: policy).document,
            PolicySource(kind, name: policy.name, arn: arn)
        )
    }

    private static func read(
        _ document: String,
        _ source: PolicySource
    ) throws(DirectoryError) -> SimulatedPolicy {
        do {
            return try SimulatedPolicy(document, source: source)
        } catch { throw .malformedPolicy(error) }
    }
}
