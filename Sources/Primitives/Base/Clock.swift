#if canImport(Glibc)
    private import Glibc
#endif

/// What time it is: the system's clock in service, a settable one in tests.
public struct Clock: Sendable {
    private let read: @Sendable () -> Timestamp

    /// Wraps a function that tells the time.
    public init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
    }

    /// The system's wall clock.
    public static let system = Clock { time(of: CLOCK_REALTIME) }

    /// The system's clock that nobody sets, for how long something takes; it tells no date.
    public static let steady = Clock { time(of: CLOCK_MONOTONIC) }

    private static func time(of clock: clockid_t) -> Timestamp {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return Timestamp(
            milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        )
    }

    /// The time now.
    public var now: Timestamp { read() }
}
