internal import Base
private import Synchronization

/// A thread that calls a body again and again.
package final class Ticker: Sendable {
    private let isClosed = Monitor(false)
    private let thread = Mutex<OSThread?>(nil)

    /// Calls a body each time that so many milliseconds have passed.
    package init(milliseconds: Int, _ body: @escaping @Sendable () -> Void) {
        let isClosed = isClosed
        let started = OSThread {
            while isClosed.wait(milliseconds: milliseconds, { $0 ? true : nil }) == nil { body() }
        }
        thread.withLock { $0 = started }
    }

    /// Ends the thread after what it is doing.
    package func close() {
        isClosed.change { $0 = true }
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }
}
