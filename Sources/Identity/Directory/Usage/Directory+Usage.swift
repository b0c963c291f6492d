public import Base
private import Synchronization

extension Directory {
    /// Where the actions of a user or role with a unique id, or of an account's root, are recorded.
    public func activity(ofPrincipal id: String, in account: AccountID) -> Activity {
        resolver.activity(of: id, in: account)
    }

    /// The last use of each action by a principal: what is kept, and what is not yet.
    public func access(
        ofPrincipal id: String,
        in view: some DirectoryView
    ) throws(DirectoryError) -> PrincipalAccess {
        var access = try view.access(ofPrincipal: id)
        guard let activity = resolver.knownActivity(of: id, in: view.account) else { return access }
        // An account that was deleted and made again starts anew.
        let start = try view.accountRecord()?.createDate
        access.merge(activity.uses.filter { use in start.map { use.time >= $0 } ?? false })
        return access
    }

    /// The last use of an access key of the view's account; nil when it was never used.
    public func lastUse(
        ofKey id: AccessKeyID,
        in view: some DirectoryView
    ) throws(DirectoryError) -> LastUse.Use? {
        let kept = try view.lastUse(ofKey: id)
        guard let fresh = resolver.lastUses.value(id.text)?.latest else { return kept }
        return kept.map { $0.time > fresh.time ? $0 : fresh } ?? fresh
    }

    /// Writes down what was used since the last call, in one transaction for each account.
    ///
    /// The completion is called once, after the last transaction; what cannot be written is
    /// written with a later use.
    public func keepUsage(completion: @escaping @Sendable () -> Void) {
        let pending = resolver.usage.take()
        var batches: [AccountID: UsageBatch] = [:]
        for activity in pending.activities {
            batches[activity.account, default: UsageBatch()]
                .accesses[activity.principalID, default: []] += activity.take()
        }
        for key in pending.keys {
            guard let use = key.take() else { continue }
            batches[key.account, default: UsageBatch()].keys[key.keyID] = use
        }
        guard !batches.isEmpty else { return completion() }
        let open = OpenCount(batches.count)
        for (account, batch) in batches {
            write(
                account,
                { try $0.keep(batch) },
                completion: { _ in
                    if open.finishOne() { completion() }
                }
            )
        }
    }
}

/// What one account has used.
struct UsageBatch: Sendable {
    var accesses: [String: [ActionUse]] = [:]
    var keys: [String: LastUse.Use] = [:]
}

/// Counts transactions that have not ended.
private final class OpenCount: Sendable {
    private let count: Mutex<Int>

    init(_ count: Int) { self.count = Mutex(count) }

    /// Whether this was the last one.
    func finishOne() -> Bool {
        count.withLock { count in
            count -= 1
            return count == 0
        }
    }
}
