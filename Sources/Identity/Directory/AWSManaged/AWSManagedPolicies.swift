/// The managed policies of AWS, as they are embedded in the program.
///
/// - Source: AWS's own policies through PyPI `moto`; ids are made from the ARNs, since AWS's are not
///   in the data, and of the versions only the default one is there.
public struct AWSManagedPolicies: ManagedPolicySource {
    /// What the ARNs start with; path and name follow.
    static let arnPrefix = "arn:aws:iam::aws:policy"

    /// The embedded policies.
    public init() {}

    /// How many policies there are.
    public var count: Int { ManagedPolicyBlob.count }

    /// The policy with exactly this ARN.
    ///
    /// - Complexity: O(log n) in the number of policies.
    public func policy(arn: String) -> ManagedPolicy? { index(arn).map(ManagedPolicyBlob.policy) }

    /// The default version, which is the only one that is known.
    public func versions(arn: String) -> [PolicyVersion] {
        guard let index = index(arn) else { return [] }
        let policy = ManagedPolicyBlob.policy(index)
        return [
            PolicyVersion(
                number: policy.defaultVersion,
                createDate: policy.updateDate,
                document: ManagedPolicyBlob.document(index)
            )
        ]
    }

    /// The policies whose paths start with the prefix, in order of names without regard to case.
    public func policies(pathPrefix: String, after name: String?, limit: Int) -> [ManagedPolicy] {
        let paths = ManagedPolicyBlob.paths(startingWith: pathPrefix)
        var index = 0
        if let name {
            index = ManagedPolicyBlob.index(notBefore: name)
            if ManagedPolicyBlob.index(named: name) == index { index += 1 }
        }
        var found: [ManagedPolicy] = []
        while index < ManagedPolicyBlob.count, found.count < limit {
            if paths >> UInt64(ManagedPolicyBlob.pathIndex(index)) & 1 == 1 {
                found.append(ManagedPolicyBlob.policy(index))
            }
            index += 1
        }
        return found
    }

    private func index(_ arn: String) -> Int? {
        guard arn.hasPrefix(Self.arnPrefix), let slash = arn.utf8.lastIndex(of: 0x2F),
            let index = ManagedPolicyBlob.index(named: String(arn[arn.utf8.index(after: slash)...]))
        else { return nil }
        return ManagedPolicyBlob.policy(index).arn == arn ? index : nil
    }
}
