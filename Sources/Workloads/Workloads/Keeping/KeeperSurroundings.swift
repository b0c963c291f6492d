package import Base

/// What keepers need from outside: the time, chance, threads, and somebody to tell of failures.
package struct KeeperSurroundings: Sendable {
    /// The time.
    package let clock: Clock
    /// Chance, for the spread of renewals.
    package let random: RandomSource
    /// Runs a fetch elsewhere, soon; false when it cannot.
    package let run: @Sendable (Lane, @escaping @Sendable () -> Void) -> Bool
    /// Hears of each failed fetch.
    package let report: @Sendable (CallFailure) -> Void

    /// Takes all of them.
    package init(
        clock: Clock,
        random: RandomSource,
        run: @escaping @Sendable (Lane, @escaping @Sendable () -> Void) -> Bool,
        report: @escaping @Sendable (CallFailure) -> Void = { _ in }
    ) {
        self.clock = clock
        self.random = random
        self.run = run
        self.report = report
    }

    /// A number from 0 to 1.
    var jitter: Double {
        let bytes = random.bytes(2)
        return Double(Int(bytes[0]) << 8 | Int(bytes[1])) / 65_536
    }
}
