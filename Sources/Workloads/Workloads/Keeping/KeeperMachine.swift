package import Base

/// What a keeper knows of its value, and what it does next: without clock, thread or network.
package struct KeeperMachine<Value: Sendable>: Sendable {
    /// What becomes of a question.
    package enum Reply: Sendable {
        /// Answer it with this.
        case value(Value)
        /// Answer it with the last failure.
        case failure(CallFailure)
        /// Answer it when the fetch under way is over.
        case wait
    }

    private var held: (value: Value, plan: KeepingPlan)?
    private var failure: CallFailure?
    private var failures = 0
    private var retryAt = Timestamp(milliseconds: .min)
    private var isFetching = false
    /// Whether anyone has asked since the last fetch.
    private var isWanted = false

    /// Knows nothing.
    package init() {}

    /// Somebody asks.
    ///
    /// - Returns: the reply, and whether to start a fetch now.
    package mutating func ask(at now: Timestamp) -> (reply: Reply, starts: Bool) {
        isWanted = true
        if let held, held.plan.expiresAt <= now { self.held = nil }
        guard let held else {
            let starts = start(at: now)
            guard !isFetching, let failure else { return (.wait, starts) }
            return (.failure(failure), false)
        }
        guard held.plan.renewAt <= now else { return (.value(held.value), false) }
        let starts = start(at: now)
        // Who knows the server to be away does not wait for it.
        let waits = isFetching && held.plan.lateAt <= now && failures == 0
        return (waits ? .wait : .value(held.value), starts)
    }

    /// Time has passed: whether to start a fetch now, since what is held is wanted and ends soon.
    package mutating func tick(at now: Timestamp) -> Bool {
        guard let held, isWanted, held.plan.renewAt <= now else { return false }
        return start(at: now)
    }

    /// The fetch brought a value.
    package mutating func take(_ value: Value, _ plan: KeepingPlan, isAwaited: Bool) {
        held = (value, plan)
        failure = nil
        failures = 0
        retryAt = Timestamp(milliseconds: .min)
        isFetching = false
        isWanted = isAwaited
    }

    /// The fetch brought none.
    ///
    /// What is held remains until its end, unless the server has decided that there is none.
    package mutating func fail(_ reason: CallFailure, at now: Timestamp, jitter: Double) {
        isFetching = false
        failure = reason
        failures += 1
        if reason.isFinal {
            held = nil
            retryAt = now.adding(seconds: Limits.refusalSeconds)
        } else {
            let seconds = min(Limits.pauseSeconds, 1 << Int64(min(failures - 1, 10)))
            let pause = Double(1000 * seconds) * (0.5 + 0.5 * jitter)
            retryAt = Timestamp(milliseconds: now.milliseconds + Int64(pause))
        }
    }

    /// What is held at this time, without asking.
    package func value(at now: Timestamp) -> Value? {
        guard let held, now < held.plan.expiresAt else { return nil }
        return held.value
    }

    /// What there is at this time, without asking.
    func standing(at now: Timestamp) -> KeeperStanding {
        if value(at: now) != nil { return .holding }
        return isFetching ? .fetching : .idle
    }

    /// Whether a fetch starts: one at a time, and none while the last failure is fresh.
    private mutating func start(at now: Timestamp) -> Bool {
        guard !isFetching, retryAt <= now else { return false }
        isFetching = true
        return true
    }
}
