public import PolicyEngine
private import PolicyLanguage
private import Synchronization

/// A role, what its sessions may do, and who may assume it, as of one revision of its account.
public final class RoleState: Sendable {
    /// The role.
    public let role: Role
    /// Inline and attached policies of the role, and its boundary.
    public let authorization: Authorization
    /// Valid while it is current.
    public let stamp: RevisionStamp

    private let trust = Mutex<PolicyLayer?>(nil)

    init(role: Role, authorization: Authorization, stamp: RevisionStamp) {
        self.role = role
        self.authorization = authorization
        self.stamp = stamp
    }

    /// The trust policy, compiled when it is first asked for.
    public func trustPolicy() throws(DirectoryError) -> PolicyLayer {
        if let layer = trust.withLock({ $0 }) { return layer }
        let layer: PolicyLayer
        do {
            let source = PolicySource(.resource, name: role.name, arn: role.arn)
            let policy = CompiledPolicy(try role.trustPolicy.document(), source: source)
            layer = PolicyLayer(.trust, [policy])
        } catch { throw .malformedPolicy(error) }
        trust.withLock { $0 = layer }
        return layer
    }
}
