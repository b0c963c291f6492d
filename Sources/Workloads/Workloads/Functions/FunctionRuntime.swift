package import Base
private import HTTPMessage
private import Synchronization

/// The invocations of one function, on their way to the process that runs it and back.
///
/// - Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes".
package final class FunctionRuntime: Sendable {
    /// What came of an invocation.
    package struct Result: Sendable {
        /// The answer, or the error as an object.
        let body: [UInt8]
        /// Whether it is an error.
        let isError: Bool
    }

    /// An invocation.
    struct Invocation: Sendable {
        let id: String
        let event: [UInt8]
        let clientContext: String?
        let deadline: Timestamp
        let answer: @Sendable (Result) -> Void
    }

    private struct State {
        var waiting: [Invocation] = []
        var running: [String: Invocation] = [:]
        /// The process that asks for the next invocation; only the last one that asked.
        var next: (@Sendable (Invocation) -> Void)?
        var end: [UInt8]?
    }

    private let state = Mutex(State())

    /// Nothing has been invoked.
    package init() {}

    /// Adds an invocation; false when too many wait.
    func invoke(_ invocation: Invocation) -> Bool {
        let (next, end, isTaken) = state.withLock { state in
            if let end = state.end {
                return (nil as (@Sendable (Invocation) -> Void)?, end as [UInt8]?, true)
            }
            guard let next = state.next else {
                guard state.waiting.count < Limits.waitingInvocations else {
                    return (nil, nil, false)
                }
                state.waiting.append(invocation)
                return (nil, nil, true)
            }
            state.next = nil
            state.running[invocation.id] = invocation
            return (next, nil, true)
        }
        if let end { invocation.answer(Result(body: end, isError: true)) }
        next?(invocation)
        return isTaken
    }

    /// The process is ready for another invocation.
    func next(_ take: @escaping @Sendable (Invocation) -> Void) {
        let invocation = state.withLock { state -> Invocation? in
            guard !state.waiting.isEmpty else {
                state.next = take
                return nil
            }
            let first = state.waiting.removeFirst()
            state.running[first.id] = first
            return first
        }
        if let invocation { take(invocation) }
    }

    /// The process answers; false when there is no such invocation.
    func finish(_ id: String, _ result: Result) -> Bool {
        guard let invocation = state.withLock({ $0.running.removeValue(forKey: id) }) else {
            return false
        }
        invocation.answer(result)
        return true
    }

    /// Answers what has taken too long.
    package func tick(at now: Timestamp) {
        let late = state.withLock { state in
            let all = state.running.values.filter { $0.deadline <= now }
            for invocation in all { state.running[invocation.id] = nil }
            return all
        }
        for invocation in late {
            invocation.answer(
                Result(
                    body: FunctionAnswer.error(
                        "Sandbox.Timedout",
                        "RequestId: \(invocation.id) Error: Task timed out"
                    ),
                    isError: true
                )
            )
        }
    }

    /// The process is no more: whatever is invoked gets this error.
    package func end(_ type: String, _ message: String) {
        end(FunctionAnswer.error(type, message))
    }

    /// The process could not begin, and says why.
    func end(_ error: [UInt8]) {
        let all = state.withLock { state in
            if state.end == nil { state.end = error }
            let all = state.waiting + state.running.values
            state.waiting = []
            state.running = [:]
            state.next = nil
            return all
        }
        for invocation in all { invocation.answer(Result(body: error, isError: true)) }
    }
}
