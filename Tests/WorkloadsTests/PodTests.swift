import Base
import Cryptography
import Testing
import Workloads

@Suite("Keys of pods")
struct PodTests {
    private let server = TestServer()

    private func token(_ claims: String = "{}") throws -> PodToken {
        let parts = ["{\"alg\": \"RS256\"}", claims, "signature"]
        let texts = parts.map { Base64.text(Array($0.utf8), .url) }
        return try PodToken(texts.joined(separator: "."))
    }

    private func token(number: Int) throws -> PodToken { try token("{\"jti\": \"\(number)\"}") }

    private func keeper(
        _ keys: PodKeys,
        _ number: Int,
        from peer: UInt32 = 1
    ) throws -> Keeper<SessionKeys> {
        try #require(keys.keeper(for: try token(number: number), from: IPAddress(v4: peer)))
    }

    @Test(
        "what is no token is not sent",
        arguments: [
            "", "a", "..", "e30.e30", "e30.e30.e30.e30", "e30.W10.e30", "e30.e30.*", "e30..e30",
        ]
    )
    func malformed(text: String) {
        #expect(throws: PodToken.Problem.malformed) { try PodToken(text) }
    }

    @Test("a token tells its time and whose it is")
    func claims() throws {
        let now = server.time.now
        let good = try token(
            """
            {"exp": \(now.seconds + 60), "nbf": \(now.seconds - 60).5, "kubernetes.io":
             {"namespace": "shop", "serviceaccount": {"name": "cart"}}}
            """
        )
        try good.check(at: now)
        #expect(good.namespace == "shop")
        #expect(good.serviceAccount == "cart")
        let old = try token("{\"exp\": \(now.seconds), \"kubernetes.io\": 1}")
        #expect(old.namespace == nil)
        #expect(throws: PodToken.Problem.expired) { try old.check(at: now) }
        let early = try token("{\"nbf\": \(now.seconds + 60)}")
        #expect(throws: PodToken.Problem.early) { try early.check(at: now) }
    }

    @Test("each token has keys of its own, which are fetched once")
    func separate() throws {
        let keys = server.podKeys()
        _ = try keeper(keys, 1).wait()
        _ = try keeper(keys, 2).wait()
        #expect(try keeper(keys, 1).id == "ASIA1")
        #expect(try keeper(keys, 2).id == "ASIA2")
        #expect(server.fetches == 2)
    }

    @Test("keys that are asked for are renewed, and forgotten after their end when nobody asks")
    func renewal() throws {
        let keys = server.podKeys()
        _ = try keeper(keys, 1).wait()
        server.time.advance(seconds: 2200)
        #expect(try keeper(keys, 1).id == "ASIA1")
        keys.tick()
        #expect(try keeper(keys, 1).id == "ASIA2")
        server.fail(.unreachable)
        server.time.advance(seconds: 3500)
        keys.tick()
        #expect(keys.count == 1)
        server.time.advance(seconds: 200)
        keys.tick()
        #expect(keys.count == 0)
    }

    @Test("made-up tokens do not drive out keys")
    func limit() throws {
        let keys = server.podKeys(limit: 3)
        _ = try keeper(keys, 1).wait()
        server.time.advance(seconds: 1)
        _ = try keeper(keys, 2).wait()
        server.fail(.refused(status: 400, code: "InvalidTokenException", message: "no"))
        for number in 3..<20 {
            server.time.advance(seconds: 1)
            _ = try keeper(keys, number).wait()
            #expect(keys.count == 3)
        }
        server.fail(nil)
        #expect(try keeper(keys, 1).id == "ASIA1")
        #expect(try keeper(keys, 2).id == "ASIA2")
        server.time.advance(seconds: 1)
        _ = try keeper(keys, 20).wait()
        server.time.advance(seconds: 1)
        #expect(try keeper(keys, 1).id == "ASIA1")
        _ = try keeper(keys, 21).wait()
        #expect(keys.count == 3)
        #expect(try keeper(keys, 1).id == "ASIA1")
        #expect(try keeper(keys, 2).id != "ASIA2")
    }

    @Test("keys that the server refuses to renew are served no more", arguments: [400, 403])
    func refused(status: Int) throws {
        let keys = server.podKeys()
        let keeper = try keeper(keys, 1)
        _ = keeper.wait()
        server.time.advance(seconds: 2400)
        server.fail(.refused(status: status, code: "ExpiredTokenException", message: "old"))
        _ = keeper.ready()
        // 403 is for the agent's own keys, which may be changed in time.
        #expect(keeper.id == (status == 400 ? "!" : "ASIA1"))
    }

    @Test("one address cannot fill with made-up tokens what waits for the server")
    func peerLimit() throws {
        let keys = server.podKeys(limit: 100, peerLimit: 3)
        server.hold()
        for number in 1...3 { #expect(try keeper(keys, number).id == "-") }
        for number in 4..<50 {
            let more = keys.keeper(for: try token(number: number), from: IPAddress(v4: 1))
            #expect(more == nil)
        }
        #expect(keys.count == 3)
        #expect(try keeper(keys, 50, from: 2).id == "-")
        // What waits already may be asked for again.
        #expect(try keeper(keys, 1).id == "-")
        server.runPending()
        #expect(try keeper(keys, 50, from: 2).id.hasPrefix("ASIA"))
        #expect(try keeper(keys, 4).id == "-")
    }

    @Test("tokens that wait do not drive out keys")
    func waitingLimit() throws {
        let keys = server.podKeys(limit: 3, peerLimit: 3)
        _ = try keeper(keys, 1).wait()
        server.hold()
        for number in 2..<20 {
            server.time.advance(seconds: 1)
            let token = try token(number: number)
            let admitted = keys.keeper(for: token, from: IPAddress(v4: UInt32(number)))
            admitted?.ask { _ in }
            #expect((admitted != nil) == (number < 4))
        }
        #expect(keys.count == 3)
        #expect(try keeper(keys, 1).id == "ASIA1")
    }
}
