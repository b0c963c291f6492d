internal import Base
private import Glibc

/// A command that runs in a process of its own, and gets the signals that this one gets.
struct Child {
    /// How it ended.
    enum Ending: Equatable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    private let id: pid_t
    /// Whether no other is to take its place: SIGTERM has come, or while it was being ended another
    /// signal that ends programs.
    ///
    /// Those that it has survived are its own affair: a hangup may have told it to read a file again.
    private(set) var isToldToEnd = false
    private var isBeingEnded = false
    /// Signals that have come before the child was, so that those of the terminal have not reached it.
    private var early = sigset_t()

    /// Signals that are handed on, besides that of a child's end, unless they are ignored.
    private static let handedOn = [
        SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH, SIGCONT,
    ]

    private static let ends: Set<Int32> = [SIGTERM, SIGINT, SIGHUP, SIGQUIT]

    /// What a terminal sends to every process of the group by itself.
    ///
    /// Not SIGHUP: when a terminal closes, it goes to the first process of the session alone.
    private static let ofTerminal: Set<Int32> = [SIGINT, SIGQUIT, SIGWINCH, SIGCONT]

    private static var awaited: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in handedOn + [SIGCHLD] where !isIgnored(number) {
            unsafe sigaddset(&set, number)
        }
        return set
    }

    /// Whether whoever started this process wants it to ignore a signal, as `nohup` does.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        unsafe sigaction(number, nil, &action)
        let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Undoes what whoever started this process has left behind, so that its signals work.
    ///
    /// An ignored SIGCHLD would hide the child's end.
    static func resetSignals() {
        signal(SIGCHLD, SIG_DFL)
        signal(SIGPIPE, SIG_IGN)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    }

    /// Keeps the signals for `wait`; to be called before listeners start their threads.
    ///
    /// Until then they do what they do to any program, so that nobody waits for a server in vain.
    static func blockSignals() {
        var set = awaited
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
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
        Self.blockSignals()
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
    mutating func wait() -> Ending { wait(milliseconds: nil) { nil } }

    /// Hands signals on until the child ends; each time that so many milliseconds have passed, the
    /// body may give a signal to end it with.
    mutating func wait(milliseconds: Int?, _ body: () -> Int32?) -> Ending {
        unsafe sigpending(&early)
        let awaited = Self.awaited
        var due = milliseconds.map { Self.nowMilliseconds + $0 }
        while true {
            if let signal = unsafe Self.next(of: awaited, until: due) { unsafe hear(signal) }
            if let ending { return ending }
            // However many signals come, it is looked at in time.
            guard let milliseconds, let time = due, time <= Self.nowMilliseconds else { continue }
            due = Self.nowMilliseconds + milliseconds
            guard let number = body() else { continue }
            kill(id, number)
            isBeingEnded = true
        }
    }

    private static var nowMilliseconds: Int { Int(Clock.steady.now.milliseconds) }

    /// The next signal that has come; nil when there is none until then.
    private static func next(of set: sigset_t, until due: Int?) -> siginfo_t? {
        var set = set
        var info = unsafe siginfo_t()
        guard let due else {
            return unsafe sigwaitinfo(&set, &info) > 0 ? info : nil
        }
        let left = max(0, due - nowMilliseconds)
        var time = timespec(tv_sec: left / 1000, tv_nsec: left % 1000 * 1_000_000)
        return unsafe sigtimedwait(&set, &info, &time) > 0 ? info : nil
    }

    private mutating func hear(_ signal: siginfo_t) {
        let number = unsafe signal.si_signo
        guard number != SIGCHLD else { return }
        if number == SIGTERM || isBeingEnded && Self.ends.contains(number) { isToldToEnd = true }
        let isEarly = unsafe sigismember(&early, number) == 1
        unsafe sigdelset(&early, number)
        let isOfTerminal =
            unsafe signal.si_code == SI_KERNEL && Self.ofTerminal.contains(number)
        if isEarly || !isOfTerminal { kill(id, number) }
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
