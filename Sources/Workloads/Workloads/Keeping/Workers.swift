internal import Base
private import Synchronization

/// Threads that fetch, and one that ticks: so that no thread of a listener waits for a server.
package final class Workers: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let state = Monitor(State())
    private let isClosed = Monitor(false)
    private let threads = Mutex<[OSThread]>([])

    /// Starts so many threads.
    package init(threads count: Int) {
        let state = state
        threads.withLock { threads in
            for _ in 0..<count {
                if let thread = OSThread({ Workers.work(state) }) { threads.append(thread) }
            }
        }
    }

    /// Runs a body on one of the threads.
    package func run(_ body: @escaping @Sendable () -> Void) {
        state.change { $0.waiting.append(body) }
    }

    /// Calls a body again and again, until the end.
    package func every(milliseconds: Int, _ body: @escaping @Sendable () -> Void) {
        let isClosed = isClosed
        let thread = OSThread {
            while isClosed.wait(milliseconds: milliseconds, { $0 ? true : nil }) == nil { body() }
        }
        threads.withLock { threads in
            if let thread { threads.append(thread) }
        }
    }

    /// Ends the threads after what they are doing; what waits is dropped.
    package func close() {
        state.change { $0.isClosed = true }
        isClosed.change { $0 = true }
        threads.withLock { threads in
            for thread in threads { thread.join() }
            threads = []
        }
    }

    private static func work(_ state: Monitor<State>) {
        while true {
            let body = state.wait { state -> (@Sendable () -> Void)?? in
                if state.isClosed { return .some(nil) }
                guard !state.waiting.isEmpty else { return nil }
                return .some(state.waiting.removeFirst())
            }
            guard let body else { return }
            body()
        }
    }
}
