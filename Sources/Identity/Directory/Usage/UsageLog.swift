import Base
private import Synchronization

/// The keys and principals whose use has changed since it was last written down.
final class UsageLog: Sendable {
    /// What waits to be written.
    struct Pending: Sendable {
        var activities: [Activity] = []
        var keys: [LastUse] = []
    }

    private let pending = Mutex(Pending())

    func add(_ activity: Activity) { pending.withLock { $0.activities.append(activity) } }

    func add(_ key: LastUse) { pending.withLock { $0.keys.append(key) } }

    /// Hands over what waits, each once.
    func take() -> Pending {
        pending.withLock { pending in
            defer { pending = Pending() }
            return pending
        }
    }
}
