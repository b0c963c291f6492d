import Base
import PolicyEngine
private import Synchronization

/// What the directory keeps in memory, each with the revision that it was made from.
final class Resolver: Sendable {
    let credentials: ClockCache<IdentifierWords, Credential>
    let users: ClockCache<IdentifierWords, UserState>
    let roles: ClockCache<IdentifierWords, RoleState>
    let rolesByARN: ClockCache<String, RoleState>
    let providers: ClockCache<String, ProviderState>
    let policies = ClockCache<PolicyVersionKey, CompiledPolicy>(capacity: Limits.compiledPolicies)
    let lastUses = ClockCache<String, LastUse>(capacity: Limits.lastUses)
    let activities = ClockCache<String, Activity>(capacity: Limits.lastUses)
    let usage = UsageLog()

    private let revisions = Mutex<[AccountID: RevisionCounter]>([:])

    init(capacity: Int) {
        credentials = ClockCache(capacity: capacity)
        users = ClockCache(capacity: capacity)
        roles = ClockCache(capacity: capacity)
        rolesByARN = ClockCache(capacity: capacity)
        providers = ClockCache(capacity: capacity)
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

    func lastUse(of key: AccessKey) -> LastUse {
        if let use = lastUses.value(key.id.text) { return use }
        let use = LastUse(account: key.account, keyID: key.id.text, log: usage)
        lastUses.insert(key.id.text, use)
        return use
    }

    func activity(of id: String, in account: AccountID) -> Activity {
        let key = Self.activityKey(id, account)
        if let activity = activities.value(key) { return activity }
        let activity = Activity(account: account, principalID: id, log: usage)
        activities.insert(key, activity)
        return activity
    }

    func knownActivity(of id: String, in account: AccountID) -> Activity? {
        activities.value(Self.activityKey(id, account))
    }

    /// Unique ids are unique in all accounts; only root users need their account.
    private static func activityKey(_ id: String, _ account: AccountID) -> String {
        id == PrincipalID.root ? account.description : id
    }
}

/// A version of a managed policy; its document never changes.
struct PolicyVersionKey: CacheKey {
    let policyID: String
    let version: Int

    var spread: UInt8 { policyID.spread }
}
