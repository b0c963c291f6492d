internal import Base
private import Glibc
internal import Workloads

/// A function's process, until it ends or another is to take its place.
struct FunctionProcess {
    private var child: Child

    /// How often it is looked at, in milliseconds.
    private static let lookMilliseconds = 100

    init(_ command: [String], _ environment: [String]) throws(WorkloadServers.Failure) {
        child = try Child(command, environment: environment)
    }

    /// Runs until the process has ended.
    ///
    /// - Parameter stops: Says whether the process is to be ended now; called again and again.
    /// - Returns: How it ended; nil when it ended since it was to.
    mutating func run(_ stops: () -> Bool) -> Child.Ending? {
        var killedAt: Timestamp?
        let ending = child.wait(milliseconds: Self.lookMilliseconds) {
            let now = Clock.system.now
            let isToStop = stops()
            if let killedAt { return now < killedAt ? nil : SIGKILL }
            guard isToStop else { return nil }
            killedAt = now.adding(seconds: Limits.shutdownSeconds)
            return SIGTERM
        }
        return killedAt == nil || child.isToldToEnd ? ending : nil
    }
}
