import Base

/// A few threads for work that waits on the disk: making files durable, copying, hashing.
final class WorkQueue: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let state = Monitor(State())
    private let threads: [OSThread]

    init(threads count: Int) {
        let state = state
        threads = (0..<count).compactMap { _ in OSThread { Self.run(state) } }
    }

    /// Queues a job; when the queue is closed, or no thread could be had, runs it at once.
    func add(_ job: @escaping @Sendable () -> Void) {
        let isQueued =
            !threads.isEmpty
            && state.change { state in
                guard !state.isClosed else { return false }
                state.jobs.append(job)
                return true
            }
        if !isQueued { job() }
    }

    /// Finishes the queued jobs and ends the threads; call once.
    func close() {
        state.change { $0.isClosed = true }
        for thread in threads { thread.join() }
    }

    private static func run(_ state: Monitor<State>) {
        while true {
            let jobs = state.wait { state -> [@Sendable () -> Void]? in
                guard !state.jobs.isEmpty || state.isClosed else { return nil }
                guard !state.jobs.isEmpty else { return [] }
                return [state.jobs.removeFirst()]
            }
            guard let job = jobs.first else { return }
            job()
        }
    }
}
