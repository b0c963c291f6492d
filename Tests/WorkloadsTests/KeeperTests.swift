import Base
import Synchronization
import Testing
import Workloads

@Suite("Keeping keys")
struct KeeperTests {
    private let server = TestServer()

    private func asked(_ keeper: Keeper<SessionKeys>) -> Answers {
        let box = Answers()
        keeper.ask { outcome in
            box.values.withLock { values in
                switch outcome {
                case .success(let keys): values.append(keys.accessKeyID)
                case .failure(let failure): values.append(failure.text)
                }
            }
        }
        return box
    }

    @Test("fetches at the first question, once for all who ask")
    func oneFlight() {
        let keeper = server.keeper()
        #expect(server.fetches == 0)
        server.hold()
        let all = (0..<50).map { _ in asked(keeper) }
        #expect(server.pending == 1)
        #expect(all.allSatisfy { $0.all.isEmpty })
        server.runPending()
        #expect(server.fetches == 1)
        #expect(all.allSatisfy { $0.all == ["ASIA1"] })
        #expect(keeper.id == "ASIA1")
    }

    @Test("renews an hour's keys with 25 to 30 minutes to run", arguments: [UInt8(0), 255])
    func early(jitter: UInt8) {
        let keeper = server.keeper(jitter: jitter)
        _ = asked(keeper)
        server.time.advance(seconds: 1795)
        keeper.tick()
        #expect(server.fetches == 1)
        server.time.advance(seconds: 310)
        keeper.tick()
        #expect(server.fetches == 2)
        #expect(keeper.id == "ASIA2")
    }

    @Test("spreads renewals")
    func jitter() {
        let first = server.keeper(jitter: 0)
        let last = server.keeper(jitter: 255)
        _ = asked(first)
        _ = asked(last)
        server.time.advance(seconds: 1900)
        first.tick()
        last.tick()
        #expect(server.fetches == 3)
        #expect(first.id == "ASIA1")
        #expect(last.id == "ASIA3")
    }

    @Test("renews keys of fifteen minutes after a third of their life, ten times without a gap")
    func tenRenewals() {
        server.live(seconds: 900)
        let keeper = server.keeper(jitter: 128)
        _ = asked(keeper)
        var ids: Set<String> = []
        for _ in 0..<(10 * 450) {
            server.time.advance(seconds: 1)
            keeper.tick()
            let keys = try? keeper.ready()?.get()
            #expect((keys?.expiration.seconds ?? 0) - server.time.now.seconds > 530)
            if let keys { ids.insert(keys.accessKeyID) }
        }
        #expect(ids.count >= 10)
        #expect(server.fetches == ids.count)
    }

    @Test("does not renew what nobody asks for")
    func unwanted() {
        let keeper = server.keeper()
        _ = asked(keeper)
        for _ in 0..<4 {
            server.time.advance(seconds: 2200)
            keeper.tick()
        }
        #expect(server.fetches == 2)
    }

    @Test("serves keys while the server is away, and stops at their end")
    func away() {
        let keeper = server.keeper()
        _ = asked(keeper)
        server.fail(.unreachable)
        server.time.advance(seconds: 2500)
        #expect(keeper.id == "ASIA1")
        #expect(server.fetches == 2)
        for _ in 0..<1099 {
            server.time.advance(seconds: 1)
            keeper.tick()
            #expect(keeper.id == "ASIA1")
        }
        server.time.advance(seconds: 1)
        _ = keeper.id
        #expect(keeper.id == "!")
        #expect(server.fetches < 100)
        server.fail(nil)
        server.time.advance(seconds: 30)
        _ = asked(keeper)
        #expect(keeper.id.hasPrefix("ASIA"))
    }

    @Test("lets who asks late wait for new keys, and gives the old ones when there are none")
    func late() {
        let keeper = server.keeper()
        _ = asked(keeper)
        server.hold()
        server.time.advance(seconds: 3000)
        #expect(keeper.id == "-")
        let one = asked(keeper)
        #expect(one.all.isEmpty)
        server.runPending()
        #expect(one.all == ["ASIA2"])
        server.time.advance(seconds: 3000)
        let two = asked(keeper)
        server.fail(.unreachable)
        server.runPending()
        #expect(two.all == ["ASIA2"])
    }

    @Test("drops keys that the server denies, and asks again after some seconds")
    func denied() {
        let keeper = server.keeper()
        _ = asked(keeper)
        server.fail(.refused(status: 403, code: "AccessDenied", message: "no"))
        server.time.advance(seconds: 2500)
        keeper.tick()
        #expect(keeper.id == "!")
        #expect(server.fetches == 2)
        server.fail(nil)
        #expect(keeper.id == "!")
        server.time.advance(seconds: 5)
        #expect(asked(keeper).all == ["ASIA3"])
    }

    @Test("serves keys when its own are refused")
    func ownKeysRefused() {
        let keeper = server.keeper()
        _ = asked(keeper)
        server.fail(.refused(status: 403, code: "InvalidClientTokenId", message: "no"))
        server.time.advance(seconds: 2500)
        keeper.tick()
        #expect(keeper.id == "ASIA1")
    }
}
