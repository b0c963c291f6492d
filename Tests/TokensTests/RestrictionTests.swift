import Base
import Testing
import Tokens

@Suite("Packed size")
struct RestrictionTests {
    /// The packed size of what a session is restricted to, told by its credentials or its refusal.
    private func percent(_ restrict: (inout SessionClaims) -> Void) -> Int? {
        let random = SessionSample.random(10)
        let tokens = SessionTokens(ring: TokenKeyRing(now: SessionSample.now, random: random))
        var claims = SessionSample.plain
        restrict(&claims)
        do throws(PackedSizeExceeded) {
            return try tokens.issue(claims, now: SessionSample.now).packedSizePercent
        } catch { return error.percent }
    }

    @Test("without restrictions there is no packed size")
    func none() {
        #expect(percent { _ in } == nil)
        #expect(percent { $0.policyARNs = ["arn:aws:iam::aws:policy/X"] } == 1)
    }

    @Test("more restrictions take more, and too many over a hundred per cent")
    func growth() throws {
        let random = SessionSample.random(11)
        var previous = 0
        for count in [1, 10, 50] {
            let tags = (0..<count).map { index in
                SessionClaims.SessionTag(
                    Tag(
                        key: "k\(index)",
                        value: String(
                            decoding: random.bytes(60).map { $0 % 64 + 0x30 },
                            as: UTF8.self
                        )
                    ),
                    isTransitive: false
                )
            }
            let size = try #require(percent { $0.tags = tags })
            #expect(size > previous)
            previous = size
        }
        #expect(previous > 100)
    }

    @Test("an incompressible policy of 2,048 characters fits")
    func incompressible() throws {
        let bytes = SessionSample.random(12).bytes(2048).map { $0 % 94 + 0x21 }
        let policy = String(decoding: bytes, as: UTF8.self)
        let size = try #require(percent { $0.policies = [policy] })
        #expect((88...92).contains(size))
    }

    @Test("any text packs and unpacks to itself", arguments: 0..<40)
    func roundTrip(seed: UInt64) throws {
        let random = SessionSample.random(seed)
        let tokens = SessionTokens(ring: TokenKeyRing(now: SessionSample.now, random: random))
        let words = [
            "\"Effect\":\"Allow\"", "s3:GetObject", "a", "\u{e4}\u{20ac}",
            "aaaaaaaaaaaaaaaaaaaaaaaaa",
            "arn:aws:s3:::", "", "{", "\0",
        ]
        var claims = SessionSample.plain
        claims.policies = (0..<Int(random.bytes(1)[0] % 4)).map { _ in
            let count = Int(random.bytes(1)[0])
            return random.bytes(count).map { words[Int($0) % words.count] }.joined()
        }
        claims.policyARNs = claims.policies.map { String($0.prefix(20)) }
        guard let issued = try? tokens.issue(claims, now: SessionSample.now) else { return }
        let session = try tokens.open(
            Array(issued.sessionToken.utf8)[...],
            accessKeyID: issued.accessKeyID,
            now: SessionSample.now
        )
        #expect(session.claims == claims)
    }
}
