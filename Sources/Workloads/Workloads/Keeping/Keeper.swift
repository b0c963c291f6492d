package import Base
private import Synchronization

/// Holds one value in memory, such as a role's keys: fetches it when it is first asked for, renews it
/// before its end, one fetch at a time, and serves it while the server is away.
///
/// Nobody waits for the network with a lock held.
package final class Keeper<Value: Sendable>: Sendable {
    /// What is told to who asks.
    package typealias Outcome = Result<Value, CallFailure>

    private struct State {
        var machine = KeeperMachine<Value>()
        var waiting: [@Sendable (Outcome) -> Void] = []
    }

    private let state = Mutex(State())
    private let surroundings: KeeperSurroundings
    private let lane: Lane
    private let fetch: @Sendable () throws(CallFailure) -> Value
    private let plan: @Sendable (Value, Timestamp, Double) -> KeepingPlan

    /// Takes what fetches the value, and what says how long it holds.
    package init(
        _ surroundings: KeeperSurroundings,
        lane: Lane = .configured,
        plan: @escaping @Sendable (Value, Timestamp, _ jitter: Double) -> KeepingPlan,
        fetch: @escaping @Sendable () throws(CallFailure) -> Value
    ) {
        self.surroundings = surroundings
        self.lane = lane
        self.plan = plan
        self.fetch = fetch
    }

    /// The answer from memory; nil when it takes a fetch, which then is under way.
    package func ready() -> Outcome? {
        let now = surroundings.clock.now
        let (reply, starts) = state.withLock { $0.machine.ask(at: now) }
        if starts { start() }
        switch reply {
        case .value(let value): return .success(value)
        case .failure(let failure): return .failure(failure)
        case .wait: return nil
        }
    }

    /// Answers at once or when the fetch is over.
    package func ask(_ answer: @escaping @Sendable (Outcome) -> Void) {
        let now = surroundings.clock.now
        let (outcome, starts) = state.withLock { state -> (Outcome?, Bool) in
            let (reply, starts) = state.machine.ask(at: now)
            switch reply {
            case .value(let value): return (.success(value), starts)
            case .failure(let failure): return (.failure(failure), starts)
            case .wait:
                state.waiting.append(answer)
                return (nil, starts)
            }
        }
        if starts { start() }
        if let outcome { answer(outcome) }
    }

    /// Whether there is a value that holds, or a fetch that may bring one; asks for nothing.
    var standing: KeeperStanding {
        let now = surroundings.clock.now
        return state.withLock { $0.machine.standing(at: now) }
    }

    /// Asks, and waits for the answer.
    package func wait() -> Outcome {
        let answer = Monitor<Outcome?>(nil)
        ask { outcome in answer.change { $0 = outcome } }
        return answer.wait { $0 }
    }

    /// Renews what ends soon; to be called every second or so.
    package func tick() {
        let now = surroundings.clock.now
        if state.withLock({ $0.machine.tick(at: now) }) { start() }
    }

    private func start() {
        if !surroundings.run(lane, { [self] in run() }) { end(.failure(.noThread)) }
    }

    private func run() {
        do throws(CallFailure) {
            end(.success(try fetch()))
        } catch {
            end(.failure(error))
        }
    }

    /// The fetch is over: whoever waits is told.
    private func end(_ outcome: Outcome) {
        if case .failure(let failure) = outcome { surroundings.report(failure) }
        let now = surroundings.clock.now
        let jitter = surroundings.jitter
        let told = state.withLock { state -> (Outcome, [@Sendable (Outcome) -> Void]) in
            let waiting = state.waiting
            state.waiting = []
            switch outcome {
            case .success(let value):
                state.machine.take(value, plan(value, now, jitter), isAwaited: !waiting.isEmpty)
                return (outcome, waiting)
            case .failure(let failure):
                state.machine.fail(failure, at: now, jitter: jitter)
                // Who waited for a renewal gets what still holds.
                let held = state.machine.value(at: now)
                return (held.map { .success($0) } ?? outcome, waiting)
            }
        }
        for answer in told.1 { answer(told.0) }
    }
}
