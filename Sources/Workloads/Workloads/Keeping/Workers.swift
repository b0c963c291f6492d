internal import Base
private import Synchronization

/// Threads that wait for one server, so that no thread of a listener does.
///
/// They start when there is something to do. One lane holds half of them at most.
package final class Workers: Sendable {
    private struct State {
        var queue: FairQueue<@Sendable () -> Void>
        var threads = 0
        var idle = 0
        var isClosed = false
    }

    private let state: Monitor<State>
    private let threads = Mutex<[OSThread]>([])
    private let limit: Int

    /// Takes how many threads there may be.
    package init(threads limit: Int) {
        self.limit = limit
        state = Monitor(State(queue: FairQueue(share: max(1, limit / 2))))
    }

    /// Runs a body on one of the threads when its lane's turn comes.
    package func run(_ lane: Lane = .configured, _ body: @escaping @Sendable () -> Void) {
        let starts = state.change { state in
            guard !state.isClosed else { return false }
            state.queue.add(body, to: lane)
            guard state.idle < state.queue.count, state.threads < limit else { return false }
            state.threads += 1
            return true
        }
        guard starts else { return }
        let state = state
        guard let thread = OSThread({ Self.work(state) }) else {
            return state.withLock { $0.threads -= 1 }
        }
        threads.withLock { $0.append(thread) }
    }

    /// Begins no more; what waits is dropped.
    package func end() {
        state.change { $0.isClosed = true }
    }

    /// Ends, and waits for what is under way.
    package func close() {
        end()
        threads.withLock { threads in
            for thread in threads { thread.join() }
            threads = []
        }
    }

    private static func work(_ state: Monitor<State>) {
        while true {
            state.withLock { $0.idle += 1 }
            let next = state.wait { state -> (lane: Lane, element: @Sendable () -> Void)?? in
                guard !state.isClosed else { return .some(nil) }
                guard let next = state.queue.take() else { return nil }
                state.idle -= 1
                return next
            }
            guard let next else { return }
            next.element()
            state.change { $0.queue.finish(next.lane) }
        }
    }
}
