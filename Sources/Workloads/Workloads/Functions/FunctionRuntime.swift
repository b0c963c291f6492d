package import Base
private import Synchronization

/// The invocations of one function, on their way to the process that runs it and back.
///
/// The process has keys in its environment, which nobody can renew there: so it is replaced in time,
/// between two invocations. It is replaced too when an invocation takes too long.
///
/// - Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes",
///   "Understanding the Lambda execution environment lifecycle".
package final class FunctionRuntime: Sendable {
    /// The keys that the process has.
    package struct Keys: Sendable {
        /// Whether they hold.
        let hold: Bool
        /// Whether there are others, for another process.
        let haveHeirs: Bool

        /// Whether no other invocation begins with them.
        var areSpent: Bool { !hold || haveHeirs }

        /// Takes both.
        package init(hold: Bool, haveHeirs: Bool) {
            self.hold = hold
            self.haveHeirs = haveHeirs
        }
    }

    private let queue: Mutex<FunctionQueue>
    private let timeoutSeconds: Int
    private let clock: Clock

    /// Takes how long an invocation may take.
    package init(timeoutSeconds: Int, clock: Clock) {
        queue = Mutex(FunctionQueue(timeoutSeconds: timeoutSeconds))
        self.timeoutSeconds = timeoutSeconds
        self.clock = clock
    }

    /// Takes an invocation; false when too many wait.
    package func invoke(_ invocation: FunctionInvocation) -> Bool {
        let now = clock.now
        let (admission, handover) = queue.withLock { queue in
            (queue.add(invocation, at: now), queue.handover(at: now))
        }
        handover.map { $0.take($0.delivery) }
        switch admission {
        case .taken: return true
        case .tooMany: return false
        case .ended(let error):
            invocation.answer(.failure(error))
            return true
        }
    }

    /// The process is ready for another invocation, or is told that there is none for it any more.
    package func next(_ take: @escaping @Sendable (FunctionDelivery?) -> Void) {
        let now = clock.now
        let (replaced, handover) = queue.withLock { queue in
            (queue.ask(take), queue.handover(at: now))
        }
        replaced?(nil)
        handover.map { $0.take($0.delivery) }
    }

    /// The process answers; false when there is no such invocation.
    package func finish(_ id: String, _ outcome: FunctionInvocation.Outcome) -> Bool {
        guard let invocation = queue.withLock({ $0.finish(id) }) else { return false }
        invocation.answer(outcome)
        return true
    }

    /// Answers what has taken too long; to be called again and again.
    ///
    /// - Returns: Whether the process is to be ended now, for another in its place.
    package func step(_ keys: Keys) -> Bool {
        let now = clock.now
        let (overdue, overrun, stops, handover) = queue.withLock { queue in
            (
                queue.overdue(at: now), queue.overrun(at: now), queue.stops(keys),
                queue.handover(at: now)
            )
        }
        for invocation in overdue { invocation.answer(.refused) }
        for invocation in overrun {
            let text = "RequestId: \(invocation.id) Error: Task timed out after"
            let error = FunctionAnswer.error(
                "Sandbox.Timedout",
                "\(text) \(timeoutSeconds).00 seconds"
            )
            invocation.answer(.failure(error))
        }
        handover.map { $0.take($0.delivery) }
        return stops
    }

    /// The process has ended as it was told to, and another begins with these keys.
    package func restart(_ keys: Keys) {
        let (asked, lost) = queue.withLock { $0.restart(keys) }
        asked?(nil)
        for invocation in lost {
            let text = "RequestId: \(invocation.id) Error: Runtime exited"
            invocation.answer(.failure(FunctionAnswer.error("Runtime.ExitError", text)))
        }
    }

    /// The process is no more: whatever is invoked gets this error.
    package func end(_ type: String, _ message: String) {
        end(FunctionAnswer.error(type, message))
    }

    /// The process could not begin, and says why.
    func end(_ error: [UInt8]) {
        let (asked, lost) = queue.withLock { $0.end(error) }
        asked?(nil)
        for invocation in lost { invocation.answer(.failure(error)) }
    }
}
