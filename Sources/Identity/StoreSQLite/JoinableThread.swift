private import Glibc
import Store
private import Synchronization

/// A thread that runs one body, and that can be waited for.
final class JoinableThread: Sendable {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Nil once the thread has been joined.
    private let thread: Mutex<UInt?>

    init(_ run: @escaping @Sendable () -> Void) throws(StoreError) {
        var created = pthread_t()
        // SAFETY: the retained body is released by the thread itself, at its end.
        let argument = unsafe Unmanaged.passRetained(Body(run)).toOpaque()
        let code = unsafe pthread_create(
            &created,
            nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                // SAFETY: the argument is the retained body.
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                body.run()
                return nil
            },
            argument
        )
        guard code == 0 else {
            // SAFETY: no thread has the retained body.
            unsafe Unmanaged<Body>.fromOpaque(argument).release()
            throw .unavailable("no thread can be made")
        }
        thread = Mutex(UInt(created))
    }

    /// Waits for the body's end; at once when called again, or by the thread itself.
    func join() {
        let waited = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        guard let waited, pthread_equal(pthread_t(waited), pthread_self()) == 0 else { return }
        // SAFETY: taken from the mutex once, so joined once.
        pthread_join(pthread_t(waited), nil)
    }
}
