import Store
import Synchronization

/// A store that can be told to forget each write as soon as its outcome is known.
///
/// A test then sees what a call would answer, and the next call finds the world as it was.
final class DryStore: Store {
    private let inner = MemoryStore()
    private let dry = Mutex(false)

    /// Whether writes leave no trace.
    var isDry: Bool {
        get { dry.withLock { $0 } }
        set { dry.withLock { $0 = newValue } }
    }

    func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
        try inner.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result,
        completion: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
    ) {
        guard isDry else { return inner.write(body, completion: completion) }
        inner.write(
            { transaction -> Result in throw Forgotten(outcome: try body(transaction)) },
            completion: { result in
                if case .failure(let error) = result, let forgotten = error as? Forgotten<Result> {
                    completion(.success(forgotten.outcome))
                } else {
                    completion(result)
                }
            }
        )
    }

    func close() { inner.close() }

    /// Rolls a transaction back, and carries what it would have answered.
    private struct Forgotten<Outcome: Sendable>: Error { let outcome: Outcome }
}
