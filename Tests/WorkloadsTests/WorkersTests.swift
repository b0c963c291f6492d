import Base
import Synchronization
import Testing
import Workloads

@Suite("Threads that wait for a server")
struct WorkersTests {
    /// Bodies that are held until the test lets them go.
    private final class Gate: Sendable {
        private let state = Monitor((begun: 0, isOpen: false))

        func enter() {
            state.change { $0.begun += 1 }
            _ = state.wait { $0.isOpen ? true : nil }
        }

        func waitUntil(begun count: Int) { _ = state.wait { $0.begun >= count ? true : nil } }
        func open() { state.change { $0.isOpen = true } }
        var begun: Int { state.withLock { $0.begun } }
    }

    @Test("whoever has many fetches under way does not keep others from theirs")
    func lanes() {
        let workers = Workers(threads: 4)
        let hung = Gate()
        let greedy = Lane.peer(IPAddress(v4: 1))
        for _ in 0..<100 { #expect(workers.run(greedy) { hung.enter() }) }
        hung.waitUntil(begun: 2)
        for lane in [Lane.configured, .peer(IPAddress(v4: 2)), .configured] {
            let free = Gate()
            free.open()
            #expect(workers.run(lane) { free.enter() })
            free.waitUntil(begun: 1)
        }
        #expect(hung.begun == 2)
        hung.open()
        hung.waitUntil(begun: 100)
        workers.close()
    }

    @Test("lanes take turns")
    func turns() {
        let workers = Workers(threads: 1)
        let (first, order, end) = (Gate(), Answers(), Gate())
        end.open()
        #expect(workers.run { first.enter() })
        first.waitUntil(begun: 1)
        for (peer, count) in [(UInt32(1), 3), (2, 1), (3, 2)] {
            for _ in 0..<count {
                let isTaken = workers.run(.peer(IPAddress(v4: peer))) {
                    order.values.withLock { $0.append("\(peer)") }
                    end.enter()
                }
                #expect(isTaken)
            }
        }
        first.open()
        end.waitUntil(begun: 6)
        #expect(order.all == ["1", "2", "3", "1", "3", "1"])
        workers.close()
    }

    @Test("what waits at the end is dropped, and what is under way is waited for")
    func close() {
        let workers = Workers(threads: 1)
        let (first, second) = (Gate(), Gate())
        second.open()
        #expect(workers.run { first.enter() })
        #expect(workers.run { second.enter() })
        first.waitUntil(begun: 1)
        workers.end()
        #expect(!workers.run { second.enter() })
        first.open()
        workers.close()
        #expect(second.begun == 0)
    }

    @Test("a fetch for which there is no thread fails, each time")
    func noThread() {
        let server = TestServer()
        let keeper = server.keeper(on: Workers(threads: 0))
        let told = Answers()
        for _ in 0..<2 {
            keeper.ask { outcome in
                guard case .failure(let failure) = outcome else { return }
                told.values.withLock { $0.append(failure.text) }
            }
            server.time.advance(seconds: 1)
        }
        let text = "there is no thread to call a server from"
        #expect(told.all == [text, text])
        #expect(server.fetches == 0)
    }
}
