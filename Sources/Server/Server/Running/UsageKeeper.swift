internal import Base
internal import Directory

/// Writes down now and then who has used what, and once more at the end.
final class UsageKeeper: Sendable {
    /// How long a use may wait until it is written: as exact as uses are.
    private static let intervalMilliseconds = 60_000

    private let isClosed = Monitor(false)
    private let directory: Directory
    private let thread: OSThread?

    init(_ directory: Directory) {
        self.directory = directory
        let isClosed = isClosed
        thread = OSThread {
            while isClosed.wait(milliseconds: Self.intervalMilliseconds, { $0 ? true : nil }) == nil
            {
                Self.keep(directory)
            }
        }
    }

    /// Ends the thread and writes what is left; call once, before the store is closed.
    func close() {
        isClosed.change { $0 = true }
        thread?.join()
        Self.keep(directory)
    }

    private static func keep(_ directory: Directory) {
        let isDone = Monitor(false)
        directory.keepUsage { isDone.change { $0 = true } }
        _ = isDone.wait { $0 ? true : nil }
    }
}
