import Base
import PolicyEngine
private import Synchronization

/// What the directory keeps in memory, each with the revision that it was made from.
final class Resolver: Sendable {
    let credentials: ClockCache<IdentifierWords, Credential>
    let users: ClockCache<IdentifierWords, UserState>
    let roles: ClockCache<IdentifierWords, RoleState>
    let rolesByARN: ClockCache<String, RoleState>
    let policies = ClockCache<PolicyVersionKey, CompiledPolicy>(capacity: Limits.compiledPolicies)
    let lastUses = ClockCache<String, LastUse>(capacity: Limits.lastUses)

    private let revisions = Mutex<[AccountID: RevisionCounter]>([:])

    init(capacity: Int) {
        credentials = ClockCache(capacity: capacity)
        users = ClockCache(capacity: capacity)
        roles = ClockCache(capacity: capacity)
        rolesByARN = ClockCache(capacity: capacity)
    }

    /// The counter of an account; one is made only for accounts that are known to be.
    func counter(of account: AccountID, isKnown: Bool) -> RevisionCounter? {
        revisions.withLock { revisions in
            if let counter = revisions[account] { return counter }
            guard isKnown else { return nil }
            let counter = RevisionCounter()
            revisions[account] = counter
            return counter
        }
    }

    func lastUse(of id: String) -> LastUse {
        if let use = lastUses.value(id) { return use }
        let use = LastUse()
        lastUses.insert(id, use)
        return use
    }
}

/// A version of a managed policy; its document never changes.
struct PolicyVersionKey: CacheKey {
    let policyID: String
    let version: Int

    var spread: UInt8 { policyID.spread }
}
