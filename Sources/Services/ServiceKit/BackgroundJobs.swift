internal import Base

/// Work that goes on after its request was answered, one piece after another on one thread.
///
/// The thread begins with the first job.
public final class BackgroundJobs: Sendable {
    private struct State {
        var queue: [(name: String, work: @Sendable () -> Void)] = []
        /// The names of the jobs that wait or run.
        var names: Set<String> = []
        var thread: OSThread?
        var isClosed = false
    }

    private let state = Monitor(State())

    /// No job yet.
    public init() {}

    deinit { state.change { $0.isClosed = true } }

    /// Queues a job, unless one of this name waits or runs, or the queue is closed.
    ///
    /// - Returns: whether it was queued.
    @discardableResult
    public func start(_ name: String, _ work: @escaping @Sendable () -> Void) -> Bool {
        let state = state
        return state.change { held in
            guard !held.isClosed, held.names.insert(name).inserted else { return false }
            held.queue.append((name, work))
            if held.thread == nil { held.thread = OSThread { Self.run(state) } }
            return true
        }
    }

    /// Whether a job of this name waits or runs.
    public func isUnderWay(_ name: String) -> Bool {
        state.withLock { $0.names.contains(name) }
    }

    /// Waits until no job waits or runs.
    public func finish() {
        _ = state.wait { $0.names.isEmpty ? true : nil }
    }

    /// Finishes the jobs that wait, and ends the thread; call once.
    public func close() {
        let thread = state.change { held in
            held.isClosed = true
            defer { held.thread = nil }
            return held.thread
        }
        thread?.join()
    }

    private static func run(_ state: Monitor<State>) {
        while true {
            let job = state.wait { held -> (name: String, work: @Sendable () -> Void)?? in
                if held.queue.isEmpty { return held.isClosed ? .some(nil) : nil }
                return held.queue.removeFirst()
            }
            guard let job else { return }
            job.work()
            state.change { _ = $0.names.remove(job.name) }
        }
    }
}
