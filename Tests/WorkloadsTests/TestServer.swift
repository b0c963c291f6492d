import Base
import Cryptography
import Synchronization
import Workloads

/// Gives keys with a number, or fails, as a test wishes; runs fetches when it is told to.
final class TestServer: Sendable {
    private struct State {
        var lifeSeconds: Int64 = 3600
        var failure: CallFailure?
        var fetches = 0
        var pending: [@Sendable () -> Void] = []
        var isHeld = false
    }

    private let state = Mutex(State())
    let time = TestClock()

    var fetches: Int { state.withLock { $0.fetches } }
    var pending: Int { state.withLock { $0.pending.count } }

    func live(seconds: Int64) { state.withLock { $0.lifeSeconds = seconds } }
    func fail(_ failure: CallFailure?) { state.withLock { $0.failure = failure } }
    /// Lets fetches wait for `runPending`.
    func hold() { state.withLock { $0.isHeld = true } }

    func runPending() {
        let bodies = state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
        for body in bodies { body() }
    }

    func podKeys(limit: Int = 100, peerLimit: Int = 100) -> PodKeys {
        PodKeys(surroundings(jitter: 0), limit: limit, peerLimit: peerLimit) {
            [self] _ throws(CallFailure) in
            try fetch()
        }
    }

    func keeper(jitter: UInt8 = 0) -> Keeper<SessionKeys> {
        keeper(surroundings(jitter: jitter))
    }

    /// A keeper whose fetches run on threads of its own.
    func keeper(on workers: Workers) -> Keeper<SessionKeys> {
        keeper(
            KeeperSurroundings(
                clock: time.clock,
                random: .system,
                run: { workers.run($0, $1) }
            )
        )
    }

    private func keeper(_ surroundings: KeeperSurroundings) -> Keeper<SessionKeys> {
        Keeper(
            surroundings,
            plan: { KeepingPlan(for: $0, at: $1, jitter: $2) },
            fetch: { [self] () throws(CallFailure) in try fetch() }
        )
    }

    private func surroundings(jitter: UInt8) -> KeeperSurroundings {
        KeeperSurroundings(
            clock: time.clock,
            random: RandomSource { [UInt8](repeating: jitter, count: $0) },
            run: { [self] _, body in
                let isHeld = state.withLock { state in
                    if state.isHeld { state.pending.append(body) }
                    return state.isHeld
                }
                if !isHeld { body() }
                return true
            }
        )
    }

    private func fetch() throws(CallFailure) -> SessionKeys {
        let (number, life, failure) = state.withLock { state in
            state.fetches += 1
            return (state.fetches, state.lifeSeconds, state.failure)
        }
        if let failure { throw failure }
        return SessionKeys(
            accessKeyID: "ASIA\(number)",
            secretAccessKey: Secret("secret".utf8),
            sessionToken: "token",
            expiration: time.now.adding(seconds: life),
            fetchedAt: time.now,
            sessionARN: "arn:aws:sts::111122223333:assumed-role/Worker/session"
        )
    }
}

extension Keeper<SessionKeys> {
    /// The id of the keys in memory, or `-`; `!` for a failure.
    var id: String {
        switch ready() {
        case .success(let keys)?: keys.accessKeyID
        case .failure?: "!"
        case nil: "-"
        }
    }
}
