private import Glibc

/// The signals that end the process, taken in turn by the thread that waits for them.
enum Signals {
    /// Keeps the signals from every thread; to be called before the first thread starts.
    static func block() {
        var set = endings
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        // A client that leaves while it is written to must not end the server.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Waits for SIGTERM or SIGINT.
    static func waitForEnd() {
        var set = endings
        var number: Int32 = 0
        unsafe sigwait(&set, &number)
    }

    private static var endings: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        return set
    }
}
