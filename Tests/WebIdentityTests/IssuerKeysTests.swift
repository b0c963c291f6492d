import Base
import Cryptography
import Synchronization
import Testing
import WebIdentity

@Suite("Keys of issuers")
final class IssuerKeysTests {
    /// Serves what a test sets, and waits when it is told to.
    private final class Source: IssuerSource {
        struct State {
            var documents: [String: String] = [:]
            var problem: KeyProblem?
            var isHeld = false
            /// Parts of the names of issuers that do not answer.
            var silent: Set<String> = []
            var asked = 0
        }

        let state = Monitor(State())

        func takes(insecure url: String) -> Bool { false }

        func document(_ url: String, of issuer: Issuer) throws(KeyProblem) -> [UInt8] {
            state.change { $0.asked += 1 }
            let found: Result<String, KeyProblem> = state.wait { state in
                guard !state.isHeld, !state.silent.contains(where: url.contains) else { return nil }
                if let problem = state.problem { return .failure(problem) }
                return state.documents[url].map { .success($0) } ?? .failure(.unusable)
            }
            return Array(try found.get().utf8)
        }
    }

    private let source = Source()
    private let keys: IssuerKeys
    private let issuer = Issuer(url: "https://idp.example.com/a/")
    private let key: SignatureKey

    init() throws {
        let time = Monitor(Timestamp(seconds: 1000))
        self.now = time
        keys = IssuerKeys(source: source, clock: Clock { time.withLock { $0 } })
        key = try #require(SignatureKey(generating: .ellipticCurve(.p256)))
        publish(["one"])
    }

    private let now: Monitor<Timestamp>

    deinit { keys.close() }

    private func publish(_ ids: [String], issuer: String = "https://idp.example.com/a/") {
        let list = ids.map { Maker.jwk(key, id: $0) }.joined(separator: ",")
        source.state.change { state in
            state.documents = [
                "https://idp.example.com/a/.well-known/openid-configuration":
                    #"{"issuer":"\#(issuer)","jwks_uri":"https://keys.example.com/set"}"#,
                "https://keys.example.com/set": "{\"keys\":[\(list)]}",
            ]
        }
    }

    private func pass(seconds: Int64) { now.change { $0 = $0.adding(seconds: seconds) } }

    private var asked: Int { source.state.withLock { $0.asked } }

    /// Starts to look for a key; the result comes when it comes.
    private func start(
        _ id: String,
        _ issuer: Issuer? = nil,
        account: UInt64 = 1
    ) -> Monitor<String?> {
        let told = Monitor<String?>(nil)
        guard let account = AccountID(number: account) else { return Monitor("no account") }
        keys.find(id, of: issuer ?? self.issuer, for: account) { outcome in
            told.change { held in
                switch outcome {
                case .success(let keys): held = keys.holds(id) ? "found" : "other"
                case .failure(let problem): held = "\(problem)"
                }
            }
        }
        return told
    }

    private func find(_ id: String, _ issuer: Issuer? = nil) -> String {
        start(id, issuer).wait { $0 }
    }

    @Test("keys are fetched once and kept for an hour")
    func kept() {
        #expect(find("one") == "found")
        #expect(asked == 2)
        pass(seconds: 3599)
        #expect(find("one") == "found")
        #expect(asked == 2)
        pass(seconds: 1)
        #expect(find("one") == "found")
        #expect(asked == 4)
    }

    @Test("a new key is picked up ten seconds after the last look or later, and the old one goes")
    func rotation() {
        #expect(find("one") == "found")
        publish(["two"])
        #expect(find("two") == "unknownKey")
        pass(seconds: 10)
        #expect(find("two") == "found")
        #expect(find("one") == "unknownKey")
        #expect(asked == 4)
    }

    @Test("an issuer that is down is left alone for a while; its keys go on for a day")
    func down() {
        source.state.change { $0.problem = .unreachable }
        #expect(find("one") == "unreachable")
        #expect(find("one") == "unreachable")
        #expect(asked == 1)
        source.state.change { $0.problem = nil }
        pass(seconds: 10)
        #expect(find("one") == "found")
        source.state.change { $0.problem = .untrusted }
        pass(seconds: 3600)
        #expect(find("one") == "found")
        #expect(find("two") == "untrusted")
        #expect(asked == 4)
        pass(seconds: 86_400)
        #expect(find("one") == "untrusted")
    }

    @Test("requests share one flight; what is cached does not wait for it; the waiting are bounded")
    func sharing() {
        #expect(find("one") == "found")
        pass(seconds: 10)
        source.state.change { $0.isHeld = true }
        let waiting = (0..<256).map { _ in start("two") }
        #expect(find("two") == "unreachable")
        #expect(find("one") == "found")
        publish(["one", "two"])
        source.state.change { $0.isHeld = false }
        #expect(waiting.allSatisfy { $0.wait { $0 } == "found" })
        #expect(asked == 4)
    }

    @Test("accounts that pin other certificates do not share keys")
    func pins() {
        #expect(find("one") == "found")
        let pinned = Issuer(url: issuer.url, thumbprints: [String(repeating: "a", count: 40)])
        source.state.change { $0.problem = .untrusted }
        #expect(find("one", pinned) == "untrusted")
        #expect(find("one") == "found")
    }

    @Test("a document that names another issuer, or no set of keys, is of no use")
    func documents() {
        publish(["one"], issuer: "https://idp.example.com/a")
        #expect(find("one") == "unusable")
        pass(seconds: 10)
        source.state.change { $0.documents["https://keys.example.com/set"] = "{}" }
        #expect(find("one") == "unusable")
    }

    /// Looks for keys of so many issuers that do not answer; three are asked, the rest waits.
    private func silence(
        _ count: Int,
        _ name: String = "silent",
        account: UInt64 = 1
    ) -> [Monitor<String?>] {
        let before = asked
        source.state.change { _ = $0.silent.insert(name) }
        func start(_ number: Int) -> Monitor<String?> {
            let issuer = Issuer(url: "https://\(name)\(number).of\(account).example.com")
            return self.start("one", issuer, account: account)
        }
        let first = (0..<min(3, count)).map(start)
        source.state.wait { $0.asked == before + first.count ? () : nil }
        return first + (first.count..<count).map(start)
    }

    private func endSilence(_ waiting: [Monitor<String?>]) {
        source.state.change { $0.silent = [] }
        #expect(waiting.allSatisfy { $0.wait { $0 } != "found" })
    }

    @Test("an account whose issuers do not answer leaves threads and places to others")
    func sharingBetweenAccounts() {
        let silent = silence(40, account: 2)
        #expect(silent.count { $0.withLock { $0 } == "unreachable" } == 40 - 3 - 16)
        #expect(start("one", account: 3).wait { $0 } == "found")
        #expect(asked == 3 + 2)
        endSilence(silent)
    }

    @Test("an issuer that waits behind another account's silent ones is asked for who comes next")
    func sharingAnIssuer() {
        let silent = silence(3, account: 2)
        let first = start("one", account: 2)
        #expect(start("one", account: 3).wait { $0 } == "found")
        #expect(first.wait { $0 } == "found")
        #expect(silent.allSatisfy { $0.withLock { $0 } == nil })
        endSilence(silent)
    }

    @Test("nobody waits for the silent issuers of who has asked for the same one before")
    func sharingWhatWaits() {
        let slow = [3, 3, 2].enumerated().flatMap { silence($1, "slow", account: 4 + UInt64($0)) }
        // All threads are taken, so that nothing is asked for account 2 yet.
        source.state.change { _ = $0.silent.insert("silent") }
        let silent = (0..<3).map { number in
            start("one", Issuer(url: "https://silent\(number).example.com"), account: 2)
        }
        let first = start("one", account: 2)
        let second = start("one", account: 3)
        source.state.change { _ = $0.silent.remove("slow") }
        #expect(second.wait { $0 } == "found")
        #expect(first.wait { $0 } == "found")
        #expect(silent.allSatisfy { $0.withLock { $0 } == nil })
        endSilence(slow + silent)
    }

    @Test("keys that are at hand serve while there is no place to ask for newer ones")
    func full() {
        #expect(find("one") == "found")
        pass(seconds: 3600)
        let silent = silence(3 + 16)
        #expect(start("one").withLock { $0 } == "found")
        #expect(start("two").withLock { $0 } == "unreachable")
        endSilence(silent)
    }

    @Test("what waits is told when it ends")
    func closing() {
        source.state.change { $0.isHeld = true }
        let waiting = (0..<20).map { start("one", Issuer(url: "https://\($0).example.com")) }
        source.state.change { state in
            state.isHeld = false
            state.problem = .unreachable
        }
        #expect(waiting.allSatisfy { $0.wait { $0 } == "unreachable" })
    }
}
