private import Glibc

/// A command that runs in a process of its own, and gets the signals that this one gets.
struct Child {
    /// How it ended.
    enum Ending: Equatable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    private let id: pid_t

    /// Signals that are handed on, besides that of a child's end.
    private static let handedOn = [
        SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH, SIGCONT,
    ]

    private static var awaited: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in handedOn + [SIGCHLD] { unsafe sigaddset(&set, number) }
        return set
    }

    /// Keeps the signals for `wait`; to be called before the first thread starts.
    static func blockSignals() {
        var set = awaited
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Starts a command, found on the path; it begins with no signal blocked or ignored.
    init(_ command: [String], environment: [String]) throws(WorkloadServers.Failure) {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        var ignored = sigset_t()
        unsafe sigemptyset(&ignored)
        unsafe sigaddset(&ignored, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &ignored)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var words: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
        var values: [UnsafeMutablePointer<CChar>?] =
            unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
            for index in unsafe values.indices { unsafe free(values[index]) }
        }
        var id: pid_t = 0
        // SAFETY: both lists end with nil and outlive the call.
        let status = unsafe posix_spawnp(&id, command[0], nil, &attributes, &words, &values)
        guard status == 0 else {
            let reason = unsafe String(cString: strerror(status))
            throw WorkloadServers.Failure(message: "cannot run \(command[0]): \(reason)")
        }
        self.id = id
    }

    /// Hands signals on until the child ends.
    func wait() -> Ending {
        var set = Self.awaited
        while true {
            var info = unsafe siginfo_t()
            let number = unsafe sigwaitinfo(&set, &info)
            if number == SIGCHLD || number < 0 {
                if let ending = ending { return ending }
            } else if unsafe info.si_code != SI_KERNEL {
                // The terminal tells every process of the group by itself.
                kill(id, number)
            }
        }
    }

    /// How the child ended; nil while it runs.
    private var ending: Ending? {
        var status: Int32 = 0
        guard unsafe waitpid(id, &status, WNOHANG) == id else { return nil }
        let number = status & 0x7F
        if number == 0 { return .exited(status >> 8 & 0xFF) }
        return .killed(signal: number)
    }

    /// Ends this process as the child has ended.
    static func end(as number: Int32) -> Int32 {
        // The child has left its memory behind already, if it was to.
        var limit = rlimit()
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, number)
        signal(number, SIG_DFL)
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
        kill(getpid(), number)
        return 128 + number
    }
}
