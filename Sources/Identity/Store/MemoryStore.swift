private import Synchronization

/// A store that forgets everything when the process ends: for tests of what stands on a store.
///
/// Completions are called in order, on the thread that wrote or on that of an earlier writer.
public final class MemoryStore: Store {
    private struct State {
        var map = OrderedMap()
        var jobs: [any MemoryJob] = []
        var isDraining = false
        var isClosed = false
    }

    private let state = Mutex(State())

    /// An empty store.
    public init() {}

    /// Runs a body on the map as it is at this moment.
    public func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
        let map = try state.withLock { state throws(StoreError) in
            guard !state.isClosed else { throw StoreError.closed }
            return state.map
        }
        return try body(MemoryReader(map: map))
    }

    /// Runs the body at once, or after those of the thread that is writing now.
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result,
        completion: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    ) {
        let job = MemoryWrite(body: body, completion: completion)
        let mustDrain: Bool? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.jobs.append(job)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        guard let mustDrain else { return completion(.failure(StoreError.closed)) }
        if mustDrain { drain() }
    }

    /// Refuses everything from now on.
    public func close() {
        state.withLock { $0.isClosed = true }
    }

    /// Runs queued jobs until there are none; jobs that they queue come after them.
    private func drain() {
        while true {
            let work: (jobs: [any MemoryJob], map: OrderedMap)? = state.withLock { state in
                guard !state.jobs.isEmpty else {
                    state.isDraining = false
                    return nil
                }
                defer { state.jobs.removeAll(keepingCapacity: true) }
                return (state.jobs, state.map)
            }
            guard let work else { return }
            for job in work.jobs { run(job) }
        }
    }

    private func run(_ job: any MemoryJob) {
        let transaction = MemoryTransaction(map: state.withLock { $0.map })
        let finish = job.run(transaction)
        if finish.succeeded {
            state.withLock { $0.map = transaction.map }
            for action in transaction.actions { action() }
        }
        finish.report()
    }
}

private protocol MemoryJob: Sendable {
    func run(_ transaction: MemoryTransaction) -> (succeeded: Bool, report: @Sendable () -> Void)
}

private struct MemoryWrite<Output: Sendable>: MemoryJob {
    let body: @Sendable (any StoreTransaction) throws -> Output
    let completion: @Sendable (Result<Output, any Error>) -> Void

    func run(_ transaction: MemoryTransaction) -> (succeeded: Bool, report: @Sendable () -> Void) {
        let completion = completion
        do {
            let output = try body(transaction)
            return (true, { completion(.success(output)) })
        } catch {
            return (false, { completion(.failure(error)) })
        }
    }
}
