import Synchronization

/// Answers that came so far.
final class Answers: Sendable {
    let values = Mutex<[String]>([])
    var all: [String] { values.withLock { $0 } }
}
