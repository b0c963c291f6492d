internal import Base

/// Threads that wait for one server, so that no thread of a listener does.
///
/// They start when there is something to do. One lane holds half of them at most.
package final class Workers: Sendable {
    private struct State {
        var queue: FairQueue<@Sendable () -> Void>
        var threads: [OSThread] = []
        var idle = 0
        var isClosed = false
    }

    private let state: Monitor<State>
    private let limit: Int

    /// Takes how many threads there may be.
    package init(threads limit: Int) {
        self.limit = limit
        state = Monitor(State(queue: FairQueue(share: max(1, limit / 2))))
    }

    /// Runs a body on one of the threads when its lane's turn comes.
    ///
    /// - Returns: Whether it will; false when there is no thread, or they have ended.
    package func run(_ lane: Lane = .configured, _ body: @escaping @Sendable () -> Void) -> Bool {
        state.change { state in
            guard !state.isClosed, hasThread(&state) else { return false }
            state.queue.add(body, to: lane)
            return true
        }
    }

    /// Whether there is a thread for one more body, sooner or later; starts one if none is idle.
    private func hasThread(_ state: inout State) -> Bool {
        let monitor = self.state
        if state.idle <= state.queue.count, state.threads.count < limit,
            let thread = OSThread({ Self.work(monitor) })
        {
            state.threads.append(thread)
        }
        return !state.threads.isEmpty
    }

    /// Begins no more; what waits is dropped.
    package func end() {
        state.change { $0.isClosed = true }
    }

    /// Ends, and waits for what is under way.
    package func close() {
        end()
        let threads = state.change { state in
            defer { state.threads = [] }
            return state.threads
        }
        for thread in threads { thread.join() }
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
