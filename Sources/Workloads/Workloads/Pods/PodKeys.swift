internal import Base
private import Synchronization

/// The keys of one cluster's pods, kept for each token under its digest, as many as a limit allows.
package final class PodKeys: Sendable {
    /// Asks the server for the keys of a token's bearer.
    package typealias Fetch = @Sendable (_ token: String) throws(CallFailure) -> SessionKeys

    private struct Entry {
        let keeper: Keeper<SessionKeys>
        var lastUse: Timestamp
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let surroundings: KeeperSurroundings
    private let limit: Int
    private let fetch: Fetch

    /// Takes what fetches keys.
    package convenience init(_ surroundings: KeeperSurroundings, fetch: @escaping Fetch) {
        self.init(surroundings, limit: Limits.podTokens, fetch: fetch)
    }

    /// Takes also how many tokens there may be.
    package init(_ surroundings: KeeperSurroundings, limit: Int, fetch: @escaping Fetch) {
        self.surroundings = surroundings
        self.limit = limit
        self.fetch = fetch
    }

    /// How many tokens are known.
    package var count: Int { entries.withLock { $0.count } }

    /// The time by which tokens are judged.
    var now: Timestamp { surroundings.clock.now }

    /// What keeps the keys of a token's bearer.
    package func keeper(for token: PodToken) -> Keeper<SessionKeys> {
        let key = token.digest
        let now = now
        return entries.withLock { entries in
            if let entry = entries[key] {
                entries[key]?.lastUse = now
                return entry.keeper
            }
            if entries.count >= limit { Self.makeRoom(&entries) }
            let keeper = makeKeeper(token.text)
            entries[key] = Entry(keeper: keeper, lastUse: now)
            return keeper
        }
    }

    /// Renews what ends soon, and forgets what nobody has keys by any more.
    package func tick() {
        let all = entries.withLock { $0 }
        for entry in all.values { entry.keeper.tick() }
        let past = now.adding(seconds: -Limits.pauseSeconds)
        let spent = all.filter { $0.value.lastUse < past && !$0.value.keeper.isWorthKeeping }
        entries.withLock { entries in
            for (key, entry) in spent where entries[key]?.lastUse == entry.lastUse {
                entries[key] = nil
            }
        }
    }

    private func makeKeeper(_ token: String) -> Keeper<SessionKeys> {
        let fetch = fetch
        return Keeper(
            surroundings,
            plan: { KeepingPlan(for: $0, at: $1, jitter: $2) },
            fetch: { () throws(CallFailure) in try fetch(token) }
        )
    }

    /// Those without keys go first, so that made-up tokens do not drive out good ones.
    private static func makeRoom(_ entries: inout [String: Entry]) {
        let victim = entries.min { left, right in
            let isLeftKept = left.value.keeper.isWorthKeeping
            guard isLeftKept == right.value.keeper.isWorthKeeping else { return !isLeftKept }
            return left.value.lastUse < right.value.lastUse
        }
        if let victim { entries[victim.key] = nil }
    }
}
