import Base
import Server
import ServiceKit
import Synchronization
import Testing
import Tokens

@Suite("Keys of session tokens")
struct TokenKeyTests {
    private let lab: ServerLab
    private let root: LabKeys
    private let user: LabKeys

    init() throws {
        lab = try ServerLab()
        root = try lab.makeAccount(ServerLab.account)
        user = try lab.makeUser("Ann", policy: LabDocuments.allow("*"), by: root)
    }

    private struct Broken: Error {}

    /// What a keeper has written down.
    private final class Kept: Sendable {
        let rings = Mutex<[TokenKeyRing]>([])
        let isBroken = Mutex(false)

        func keep(_ ring: TokenKeyRing) throws {
            guard !isBroken.withLock({ $0 }) else { throw Broken() }
            rings.withLock { $0.append(ring) }
        }
    }

    private func keeper(_ kept: Kept) -> TokenKeyKeeper {
        let clock = lab.clock
        return TokenKeyKeeper(
            lab.node.tokens,
            clock: Clock { clock.now },
            random: .system,
            keep: kept.keep
        )
    }

    private func session(seconds: Int) throws -> LabKeys {
        let parameters: KeyValuePairs = ["DurationSeconds": "\(seconds)"]
        return try LabKeys(lab.done("sts", "GetSessionToken", parameters, as: user))
    }

    private func status(_ keys: LabKeys) -> Int {
        lab.call("sts", "GetCallerIdentity", as: keys).status
    }

    @Test("a key changes after a day, and what it sealed opens to its end")
    func schedule() throws {
        let kept = Kept()
        let keeper = keeper(kept)
        let first = keeper.keys.ring.keys[0].id
        #expect(try !keeper.rotateIfDue())
        lab.clock.advance(seconds: TokenKeyKeeper.sealingSeconds - 1)
        #expect(try !keeper.rotateIfDue())
        let last = try session(seconds: 129_600)
        lab.clock.advance(seconds: 1)
        #expect(try keeper.rotateIfDue())
        #expect(try !keeper.rotateIfDue())
        #expect(keeper.keys.ring.keys.count == 2)
        #expect(kept.rings.withLock { $0.count } == 1)
        let second = try session(seconds: 900)
        #expect(status(second) == 200)
        // Keys go on changing while the longest session of the first one runs.
        lab.clock.advance(seconds: TokenKeyKeeper.sealingSeconds)
        #expect(try keeper.rotateIfDue())
        #expect(status(last) == 200)
        lab.clock.advance(seconds: 129_598 - TokenKeyKeeper.sealingSeconds)
        #expect(status(last) == 200)
        #expect(keeper.keys.ring.keys[0].id == first)
        lab.clock.advance(seconds: 1)
        #expect(lab.call("sts", "GetCallerIdentity", as: last).code == "ExpiredToken")
        lab.clock.advance(seconds: TokenKeyKeeper.sealingSeconds)
        #expect(try keeper.rotateIfDue())
        #expect(!keeper.keys.ring.keys.contains { $0.id == first })
    }

    @Test("a server that starts again with what was kept opens the sessions of both keys")
    func restart() throws {
        let kept = Kept()
        let keeper = keeper(kept)
        let before = try session(seconds: 900)
        try keeper.rotate()
        let after = try session(seconds: 900)
        let ring = try #require(kept.rings.withLock { $0.last })
        lab.node.tokens.keys = try #require(TokenKeyRing(serialized: ring.serialized))
        #expect(status(before) == 200)
        #expect(status(after) == 200)
    }

    @Test("a key that is dropped takes its sessions with it, also those that are in use")
    func removal() throws {
        let session = try session(seconds: 900)
        #expect(status(session) == 200)
        var ring = lab.node.tokens.keys
        let old = ring.keys[0].id
        ring.rotate(sealsFrom: lab.clock.now, now: lab.clock.now, random: .system)
        lab.node.tokens.keys = ring
        #expect(status(session) == 200)
        ring.remove(old)
        lab.node.tokens.keys = ring
        #expect(status(session) == 403)
    }

    @Test("a ring that cannot be kept is not used")
    func failure() throws {
        let kept = Kept()
        let keeper = keeper(kept)
        let old = keeper.keys.ring.keys.map(\.id)
        kept.isBroken.withLock { $0 = true }
        #expect(throws: Broken.self) { try keeper.rotate() }
        #expect(keeper.keys.ring.keys.map(\.id) == old)
        kept.isBroken.withLock { $0 = false }
        try keeper.rotate()
        #expect(keeper.keys.ring.keys.count == 2)
    }

    @Test("no command makes so many keys that a session would lose its own")
    func fullRing() throws {
        let keeper = keeper(Kept())
        let session = try session(seconds: 129_600)
        for _ in 1..<64 { try keeper.rotate() }
        #expect(throws: TokenKeyKeeper.Failure.self) { try keeper.rotate() }
        #expect(status(session) == 200)
        lab.clock.advance(seconds: 129_601)
        try keeper.rotate()
        #expect(keeper.keys.ring.keys.count == 2)
    }
}
