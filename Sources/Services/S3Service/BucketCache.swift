import Synchronization

/// Buckets that have been read lately; a change forgets its bucket after the commit.
final class BucketCache: Sendable {
    private struct State {
        var buckets: [String: Bucket] = [:]
        var generation: UInt64 = 0
    }

    private let state = Mutex(State())

    /// The bucket if it is known, and the generation that a later `remember` must name.
    func find(_ name: String) -> (bucket: Bucket?, generation: UInt64) {
        state.withLock { ($0.buckets[name], $0.generation) }
    }

    /// Keeps a bucket, unless something was forgotten since `find`: it may have been read before.
    func remember(_ bucket: Bucket, generation: UInt64) {
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.buckets.count >= Limits.cachedBuckets { state.buckets = [:] }
            state.buckets[bucket.name] = bucket
        }
    }

    /// Forgets a bucket that has changed.
    func forget(_ name: String) {
        state.withLock { state in
            state.buckets[name] = nil
            state.generation += 1
        }
    }

    /// Forgets all.
    func forgetAll() {
        state.withLock { state in
            state.buckets = [:]
            state.generation += 1
        }
    }
}
