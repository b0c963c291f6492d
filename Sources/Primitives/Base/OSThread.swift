private import Glibc

/// A thread of the operating system, for the few long-lived workers that there are.
public struct OSThread: Sendable {
    private let handle: pthread_t

    private final class Start {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread that runs a body once; nil when the system has no thread to give.
    ///
    /// No signal is delivered to it, but for what it does wrong itself: they are for the thread that
    /// the program began with.
    public init?(_ body: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let start = unsafe Unmanaged.passRetained(Start(body))
        var signals = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&signals)
        for own in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS] {
            unsafe sigdelset(&signals, own)
        }
        unsafe pthread_sigmask(SIG_SETMASK, &signals, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        // SAFETY: the thread takes over the one retain; on failure it is given back here.
        let status = unsafe pthread_create(&handle, nil, OSThread.main, start.toOpaque())
        guard status == 0 else {
            unsafe start.release()
            return nil
        }
        self.handle = handle
    }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
        { argument in
            guard let argument = unsafe argument else { return nil }
            // SAFETY: the pointer is the retained `Start` that `init` passed, taken exactly once.
            unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
            return nil
        }

    /// Waits for the thread to end; call at most once.
    public func join() { pthread_join(handle, nil) }
}
