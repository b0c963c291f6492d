import Base
import Synchronization
import Testing
import Workloads

/// A function, its process and its clients, as a test moves them.
final class FunctionLab: Sendable {
    private struct State {
        var outcomes: [String: FunctionInvocation.Outcome] = [:]
        var delivered: [FunctionDelivery] = []
        var refusals = 0
    }

    private let state = Mutex(State())
    let time = TestClock()
    let runtime: FunctionRuntime

    init(timeoutSeconds: Int = 30) {
        runtime = FunctionRuntime(timeoutSeconds: timeoutSeconds, clock: time.clock)
    }

    /// What the process has got so far.
    var delivered: [String] { state.withLock { $0.delivered.map(\.id) } }
    var lastDeadline: Timestamp? { state.withLock { $0.delivered.last?.deadline } }
    /// How often the process was told that there is nothing for it any more.
    var refusals: Int { state.withLock { $0.refusals } }

    func outcome(_ id: String) -> FunctionInvocation.Outcome? { state.withLock { $0.outcomes[id] } }

    func failure(_ id: String) -> String {
        guard case .failure(let body)? = outcome(id) else { return "" }
        return String(decoding: body, as: UTF8.self)
    }

    func invoke(_ id: String, bytes: Int = 2, isEvent: Bool = false) -> Bool {
        runtime.invoke(
            FunctionInvocation(
                id: id,
                event: [UInt8](repeating: 0x20, count: bytes),
                isEvent: isEvent,
                answer: { [self] outcome in
                    let known = state.withLock { $0.outcomes.updateValue(outcome, forKey: id) }
                    #expect(known == nil, "\(id) is answered once")
                }
            )
        )
    }

    func next() {
        runtime.next { [self] delivery in
            state.withLock { state in
                guard let delivery else { return state.refusals += 1 }
                state.delivered.append(delivery)
            }
        }
    }

    func finish(_ id: String) -> Bool { runtime.finish(id, .result(Array(id.utf8))) }
    func isDone(_ id: String) -> Bool { outcome(id) == .result(Array(id.utf8)) }
}

extension FunctionRuntime.Keys {
    static let good = Self(hold: true, haveHeirs: false)
    static let renewable = Self(hold: true, haveHeirs: true)
    static let ended = Self(hold: false, haveHeirs: false)
    static let replaceable = Self(hold: false, haveHeirs: true)
}
