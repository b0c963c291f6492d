private import Glibc

/// Jobs on their way to the writer thread, in the order in which they came.
///
/// A condition of POSIX threads, since `Synchronization` has none.
// SAFETY: `jobs` and `isClosed` are touched with the mutex held only; the mutex and the condition
// live at fixed addresses until the queue goes.
@safe final class JobQueue: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let isReady: UnsafeMutablePointer<pthread_cond_t>
    private var jobs: [WriteJob] = []
    private var isClosed = false

    init() {
        // SAFETY: both are initialised at once, before anyone else has the queue.
        unsafe mutex = .allocate(capacity: 1)
        unsafe isReady = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe isReady.initialize(to: pthread_cond_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(isReady, nil)
    }

    deinit {
        // SAFETY: no one waits any more: whoever does holds a reference.
        unsafe pthread_cond_destroy(isReady)
        unsafe pthread_mutex_destroy(mutex)
        unsafe isReady.deallocate()
        unsafe mutex.deallocate()
    }

    /// False when the queue has been closed.
    func append(_ job: WriteJob) -> Bool {
        locked {
            guard !isClosed else { return false }
            jobs.append(job)
            // SAFETY: the condition lives as long as the queue.
            if jobs.count == 1 { unsafe pthread_cond_signal(isReady) }
            return true
        }
    }

    /// Waits for jobs; nil once the queue is closed and empty.
    func take(atMost limit: Int) -> [WriteJob]? {
        locked {
            while jobs.isEmpty {
                guard !isClosed else { return nil }
                // SAFETY: the mutex is held, as waiting requires.
                unsafe pthread_cond_wait(isReady, mutex)
            }
            guard jobs.count > limit else {
                defer { jobs = [] }
                return jobs
            }
            defer { jobs.removeFirst(limit) }
            return Array(jobs[..<limit])
        }
    }

    /// Takes no more jobs.
    func close() {
        locked {
            isClosed = true
            // SAFETY: the condition lives as long as the queue.
            unsafe pthread_cond_broadcast(isReady)
        }
    }

    private func locked<Output>(_ body: () -> Output) -> Output {
        // SAFETY: the mutex lives as long as the queue, and is given back on every way out.
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body()
    }
}
