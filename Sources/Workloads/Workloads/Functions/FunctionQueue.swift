internal import Base

/// Which invocations wait, which are under way, and whether the process is to go on: without clock,
/// thread or network.
struct FunctionQueue {
    typealias Take = @Sendable (FunctionDelivery?) -> Void

    /// What becomes of an invocation.
    enum Admission {
        case taken
        case tooMany
        case ended(error: [UInt8])
    }

    /// An invocation for the process that has asked for one.
    struct Handover {
        let take: Take
        let delivery: FunctionDelivery
    }

    private let timeoutSeconds: Int64
    private var waiting: [(invocation: FunctionInvocation, until: Timestamp)] = []
    private var waitingBytes = 0
    private var running: [String: FunctionDelivery] = [:]
    /// The process that asks for the next invocation; only the last one that asked.
    private var next: Take?
    /// The process is about to end.
    private var isStopping = false
    /// The keys that the process has are over, or there are others.
    private var isPaused = false
    private var end: [UInt8]?

    init(timeoutSeconds: Int) { self.timeoutSeconds = Int64(timeoutSeconds) }

    /// Adds an invocation to those that wait.
    mutating func add(_ invocation: FunctionInvocation, at now: Timestamp) -> Admission {
        if let end { return .ended(error: end) }
        let bytes = waitingBytes + invocation.event.count
        guard waiting.count < Limits.waitingInvocations, bytes <= Limits.waitingBytes else {
            return .tooMany
        }
        let seconds =
            invocation.isEvent ? Limits.eventSeconds : timeoutSeconds + Limits.startSeconds
        waitingBytes = bytes
        waiting.append((invocation, now.adding(seconds: seconds)))
        return .taken
    }

    /// The process asks; returns the question that this one stands in for.
    mutating func ask(_ take: @escaping Take) -> Take? {
        defer { next = take }
        return next
    }

    /// The first that waits, for the process that has asked.
    ///
    /// Its time begins now: whoever has waited has no less of it.
    mutating func handover(at now: Timestamp) -> Handover? {
        guard !isStopping, !isPaused, !waiting.isEmpty, let take = next else { return nil }
        next = nil
        let invocation = waiting.removeFirst().invocation
        waitingBytes -= invocation.event.count
        let deadline = now.adding(seconds: timeoutSeconds)
        let delivery = FunctionDelivery(invocation: invocation, deadline: deadline)
        running[invocation.id] = delivery
        return Handover(take: take, delivery: delivery)
    }

    /// The process answers; nil when there is no such invocation.
    mutating func finish(_ id: String) -> FunctionInvocation? {
        running.removeValue(forKey: id)?.invocation
    }

    /// Takes out what has waited too long.
    mutating func overdue(at now: Timestamp) -> [FunctionInvocation] {
        let late = waiting.filter { $0.until <= now }.map(\.invocation)
        guard !late.isEmpty else { return [] }
        waiting.removeAll { $0.until <= now }
        waitingBytes = waiting.reduce(0) { $0 + $1.invocation.event.count }
        return late
    }

    /// Takes out what the process has not finished in time; a process that is late is to end.
    ///
    /// - Source: AWS Lambda Developer Guide, "Understanding the Lambda execution environment
    ///   lifecycle": a time-out resets the environment.
    mutating func overrun(at now: Timestamp) -> [FunctionInvocation] {
        let late = running.values.filter { $0.deadline <= now }.map(\.invocation)
        for invocation in late { running[invocation.id] = nil }
        if !late.isEmpty { isStopping = true }
        return late
    }

    /// Whether the process is to end now.
    ///
    /// For its keys' sake it is not while it works, nor while it begins, unless they are over.
    mutating func stops(_ keys: FunctionRuntime.Keys) -> Bool {
        isPaused = keys.areSpent
        if keys.haveHeirs, running.isEmpty, next != nil || !keys.hold { isStopping = true }
        return isStopping
    }

    /// The process is no more, and another begins with these keys: what waits goes on waiting.
    mutating func restart(
        _ keys: FunctionRuntime.Keys
    ) -> (asked: Take?, lost: [FunctionInvocation]) {
        end = nil
        isStopping = false
        isPaused = keys.areSpent
        return forget()
    }

    /// There is no other process.
    mutating func end(_ error: [UInt8]) -> (asked: Take?, lost: [FunctionInvocation]) {
        if end == nil { end = error }
        let (asked, lost) = forget()
        defer {
            waiting = []
            waitingBytes = 0
        }
        return (asked, lost + waiting.map(\.invocation))
    }

    private mutating func forget() -> (asked: Take?, lost: [FunctionInvocation]) {
        defer {
            next = nil
            running = [:]
        }
        return (next, running.values.map(\.invocation))
    }
}
