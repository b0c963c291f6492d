import Base
import Synchronization

/// A clock that a test turns.
final class TestClock: Sendable {
    private let milliseconds = Mutex<Int64>(1_790_000_000_000)

    var clock: Clock { Clock { [self] in now } }
    var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

    func advance(seconds: Int64) { milliseconds.withLock { $0 += 1000 * seconds } }
}
