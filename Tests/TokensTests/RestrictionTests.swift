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

    @Test("a token is issued up to a hundred per cent, and not for a byte more")
    func limit() throws {
        let bytes = SessionSample.random(13).bytes(4096).map { $0 % 94 + 0x21 }
        let sizes = (2000..<2500).map { length in
            let policy = String(decoding: bytes.prefix(length), as: UTF8.self)
            return percent { $0.policies = [policy] } ?? 0
        }
        let full = try #require(sizes.lastIndex(of: 100))
        #expect(sizes[full + 1] == 101)
        let tokens = SessionTokens(
            ring: TokenKeyRing(now: SessionSample.now, random: SessionSample.random(14))
        )
        for length in [2000 + full, 2001 + full] {
            var claims = SessionSample.plain
            claims.policies = [String(decoding: bytes.prefix(length), as: UTF8.self)]
            let isIssued = (try? tokens.issue(claims, now: SessionSample.now)) != nil
            #expect(isIssued == (length == 2000 + full))
        }
    }

    @Test("tags are never more than a token that opens can list", arguments: [128, 129, 500])
    func manyTags(count: Int) throws {
        let tokens = SessionTokens(
            ring: TokenKeyRing(now: SessionSample.now, random: SessionSample.random(15))
        )
        var claims = SessionSample.plain
        claims.tags = (0..<count).map { index in
            SessionClaims.SessionTag(Tag(key: "k\(index)", value: ""), isTransitive: true)
        }
        guard count <= 128 else {
            let size = percent { $0.tags = claims.tags }
            #expect(size == (count * 100 + 127) / 128)
            return
        }
        let issued = try tokens.issue(claims, now: SessionSample.now)
        let session = try tokens.open(
            Array(issued.sessionToken.utf8)[...],
            accessKeyID: issued.accessKeyID,
            now: SessionSample.now
        )
        #expect(session.claims == claims)
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
