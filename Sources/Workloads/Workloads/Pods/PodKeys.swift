package import Base
private import Synchronization

/// The keys of one cluster's pods, kept for each token under its digest, as many as a limit allows.
package final class PodKeys: Sendable {
    /// Asks the server for the keys of a token's bearer.
    package typealias Fetch = @Sendable (_ token: String) throws(CallFailure) -> SessionKeys

    private struct Entry {
        let keeper: Keeper<SessionKeys>
        /// Who showed the token first.
        let peer: IPAddress
        var lastUse: Timestamp
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let surroundings: KeeperSurroundings
    private let limit: Int
    private let peerLimit: Int
    private let fetch: Fetch

    /// Takes what fetches keys.
    package convenience init(_ surroundings: KeeperSurroundings, fetch: @escaping Fetch) {
        self.init(
            surroundings,
            limit: Limits.podTokens,
            peerLimit: Limits.waitingTokens,
            fetch: fetch
        )
    }

    /// Takes also how many tokens there may be, and how many of one peer may wait for the server.
    package init(
        _ surroundings: KeeperSurroundings,
        limit: Int,
        peerLimit: Int,
        fetch: @escaping Fetch
    ) {
        self.surroundings = surroundings
        self.limit = limit
        self.peerLimit = peerLimit
        self.fetch = fetch
    }

    /// How many tokens are known.
    package var count: Int { entries.withLock { $0.count } }

    /// The time by which tokens are judged.
    var now: Timestamp { surroundings.clock.now }

    /// What keeps the keys of a token's bearer; nil when too many tokens wait already, the peer's or all.
    ///
    /// Anyone can make tokens up, and only the server tells: while it hangs, they would fill all
    /// there is.
    package func keeper(for token: PodToken, from peer: IPAddress) -> Keeper<SessionKeys>? {
        let key = token.digest
        let now = now
        return entries.withLock { entries in
            if let entry = entries[key] {
                entries[key]?.lastUse = now
                return entry.keeper
            }
            let waiting = entries.values.count {
                $0.peer == peer && $0.keeper.standing == .fetching
            }
            guard waiting < peerLimit else { return nil }
            guard entries.count < limit || Self.makeRoom(&entries) else { return nil }
            let keeper = makeKeeper(token.text, peer)
            entries[key] = Entry(keeper: keeper, peer: peer, lastUse: now)
            return keeper
        }
    }

    /// Renews what ends soon, and forgets what nobody has keys by any more.
    package func tick() {
        let all = entries.withLock { $0 }
        for entry in all.values { entry.keeper.tick() }
        let past = now.adding(seconds: -Limits.pauseSeconds)
        let spent = all.filter { $0.value.lastUse < past && $0.value.keeper.standing == .idle }
        entries.withLock { entries in
            for (key, entry) in spent where entries[key]?.lastUse == entry.lastUse {
                entries[key] = nil
            }
        }
    }

    private func makeKeeper(_ token: String, _ peer: IPAddress) -> Keeper<SessionKeys> {
        let fetch = fetch
        return Keeper(
            surroundings,
            lane: .peer(peer),
            plan: { KeepingPlan(for: $0, at: $1, jitter: $2) },
            fetch: { () throws(CallFailure) in try fetch(token) }
        )
    }

    /// Those without keys go first, so that made-up tokens do not drive out good ones.
    ///
    /// One that waits for the server does not go: its place in the queue would remain.
    private static func makeRoom(_ entries: inout [String: Entry]) -> Bool {
        let victim = entries.min { left, right in
            let (one, other) = (left.value.keeper.standing, right.value.keeper.standing)
            return one == other ? left.value.lastUse < right.value.lastUse : one < other
        }
        guard let victim, victim.value.keeper.standing != .fetching else { return false }
        entries[victim.key] = nil
        return true
    }
}
