private import Glibc

/// A state behind a lock, with a condition that threads can wait for.
///
/// For queues between threads; `Synchronization.Mutex` has no condition to wait for.
@safe public final class Monitor<State>: @unchecked Sendable {
    // SAFETY: `state` is touched only with `mutex` held, and the pthread objects live at fixed
    // addresses from init to deinit.
    private var state: State
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    /// Takes the first state.
    public init(_ state: sending State) {
        self.state = state
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Runs a body alone with the state.
    public func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    /// Runs a body alone with the state, then wakes every waiting thread.
    public func change<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer {
            unsafe pthread_cond_broadcast(condition)
            unsafe pthread_mutex_unlock(mutex)
        }
        return try body(&state)
    }

    /// Waits until the body gives a result; it is called once at first and after every `change`.
    public func wait<Result>(_ body: (inout State) throws -> Result?) rethrows -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let result = try body(&state) { return result }
            unsafe pthread_cond_wait(condition, mutex)
        }
    }

    /// Waits as `wait` does, but at most so many milliseconds; nil when the body gave no result.
    public func wait<Result>(
        milliseconds: Int,
        _ body: (inout State) throws -> Result?
    ) rethrows -> Result? {
        let limit = Clock.system.now.milliseconds + Int64(milliseconds)
        var end = timespec(tv_sec: Int(limit / 1000), tv_nsec: Int(limit % 1000 * 1_000_000))
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let result = try body(&state) { return result }
            guard unsafe pthread_cond_timedwait(condition, mutex, &end) == 0 else {
                return try body(&state)
            }
        }
    }
}
