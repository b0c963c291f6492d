import Base
import Cryptography
import Testing
import Tokens

@Suite("session tokens")
struct SessionTokenTests {
    let ring = KeyRing(random: .secure, now: Timestamp(seconds: 1_700_000_000))

    private func claims() throws -> SessionClaims {
        SessionClaims(
            kind: .role, account: try #require(AccountID("444455556666")),
            entityID: "AROAJQABLZS4A3QDU576Q", name: "bob@home",
            issuedAt: Timestamp(seconds: 1_700_000_000), expiresAt: Timestamp(seconds: 1_700_003_600))
    }

    private func full() throws -> SessionClaims {
        var claims = try claims()
        claims.multiFactorAt = Timestamp(seconds: 1_699_999_000)
        claims.sourceIdentity = "bob"
        claims.tags = (0..<50).map { Tag(key: "k\($0)", value: "v\($0)") }
        claims.transitiveTagKeys = ["k1"]
        claims.policy = String(repeating: "p", count: 2048)
        claims.policyARNs = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
        claims.provider = "arn:aws:iam::444455556666:oidc-provider/example.com"
        claims.context = [Tag(key: "example.com:sub", value: "repo")]
        return claims
    }

    @Test("open to what they were made of, on every server with the ring")
    func roundTrip() throws {
        for claims in [try claims(), try full()] {
            let issued = SessionTokens(ring: ring, random: .secure).issue(claims)
            let copy = try #require(KeyRing(serialized: ring.serialized))
            let opened = try #require(
                SessionTokens(ring: copy, random: .secure)
                    .open(issued.sessionToken, for: issued.accessKeyID))
            #expect(opened.claims == claims)
            #expect(opened.secret.isEqual(to: Secret(Array(issued.secretAccessKey.utf8))))
            #expect(issued.secretAccessKey.utf8.count == 40)
            #expect(issued.accessKeyID.account == claims.account)
        }
    }

    @Test("stay within their sizes")
    func sizes() throws {
        let tokens = SessionTokens(ring: ring, random: .secure)
        #expect(tokens.issue(try claims()).sessionToken.utf8.count <= 1024)
        #expect(tokens.issue(try full()).sessionToken.utf8.count <= 4096)
        #expect(try claims().packedPercent == 0)
        #expect(try full().packedPercent <= 100)
    }

    @Test("do not open when edited anywhere, or for another key id")
    func forged() throws {
        let tokens = SessionTokens(ring: ring, random: .secure)
        let issued = tokens.issue(try claims())
        let other = tokens.issue(try claims())
        #expect(tokens.open(issued.sessionToken, for: other.accessKeyID) == nil)
        #expect(tokens.open("", for: issued.accessKeyID) == nil)
        let bytes = Array(issued.sessionToken.utf8)
        for index in bytes.indices {
            var edited = bytes
            edited[index] = edited[index] == 0x41 ? 0x42 : 0x41
            let text = String(decoding: edited, as: UTF8.self)
            #expect(tokens.open(text, for: issued.accessKeyID) == nil)
            let cut = String(decoding: bytes[..<index], as: UTF8.self)
            #expect(tokens.open(cut, for: issued.accessKeyID) == nil)
        }
    }

    @Test("of another ring do not open; those of an older key do")
    func rings() throws {
        let tokens = SessionTokens(ring: ring, random: .secure)
        let issued = tokens.issue(try claims())
        let foreign = KeyRing(random: .secure, now: Timestamp(seconds: 0))
        #expect(
            SessionTokens(ring: foreign, random: .secure)
                .open(issued.sessionToken, for: issued.accessKeyID) == nil)
        tokens.replaceRing(ring.adding(random: .secure, now: Timestamp(seconds: 1)))
        #expect(tokens.open(issued.sessionToken, for: issued.accessKeyID) != nil)
    }

    @Test("a sealed secret opens in its own context only")
    func sealing() throws {
        let key = try #require(SealingKey(Secret([UInt8](repeating: 1, count: 32)), random: .secure))
        let sealed = key.seal(Secret([1, 2, 3]), context: [9])
        #expect(key.open(sealed, context: [9])?.isEqual(to: Secret([1, 2, 3])) == true)
        #expect(key.open(sealed, context: [8]) == nil)
    }
}
