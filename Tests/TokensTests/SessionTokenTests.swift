import Base
import Cryptography
import Testing
import Tokens

@Suite("Session tokens")
struct SessionTokenTests {
    private let now = SessionSample.now
    private let tokens: SessionTokens

    init() {
        tokens = SessionTokens(
            ring: TokenKeyRing(now: SessionSample.now, random: SessionSample.random(1)),
            random: SessionSample.random(2)
        )
    }

    private func open(
        _ text: String,
        _ key: AccessKeyID,
        at moment: Timestamp? = nil
    ) throws(TokenFailure) -> Session {
        try tokens.open(Array(text.utf8)[...], accessKeyID: key, now: moment ?? now)
    }

    @Test("what was issued opens to the same claims and the same secret")
    func roundTrip() throws {
        for claims in [SessionSample.plain, SessionSample.full] {
            let issued = try tokens.issue(claims, now: now)
            #expect(issued.accessKeyID.text.hasPrefix("ASIA"))
            #expect(issued.accessKeyID.account == claims.account)
            #expect(issued.secretAccessKeyText.utf8.count == 40)
            #expect(issued.expiresAt == claims.expiresAt)
            let session = try open(issued.sessionToken, issued.accessKeyID)
            #expect(session.claims == claims)
            #expect(session.secretAccessKey.isEqual(to: issued.secretAccessKey))
            let again = try open(issued.sessionToken, issued.accessKeyID)
            #expect(again === session)
        }
    }

    @Test("each kind of session survives", arguments: SessionSample.subjects)
    func subjects(subject: SessionClaims.Subject) throws {
        var claims = SessionSample.plain
        claims.subject = subject
        let issued = try tokens.issue(claims, now: now)
        #expect(try open(issued.sessionToken, issued.accessKeyID).claims == claims)
    }

    @Test("a change of any character is refused")
    func forged() throws {
        let issued = try tokens.issue(SessionSample.full, now: now)
        _ = try open(issued.sessionToken, issued.accessKeyID)
        let text = Array(issued.sessionToken.utf8)
        for index in text.indices {
            for bit: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128] {
                var changed = text
                changed[index] ^= bit
                #expect(throws: TokenFailure.self, "\(index) \(bit)") {
                    try tokens.open(changed[...], accessKeyID: issued.accessKeyID, now: now)
                }
            }
        }
    }

    @Test("a shortened, lengthened or empty token is refused", arguments: [0, 1, 4, 20, 60])
    func lengths(count: Int) throws {
        let issued = try tokens.issue(SessionSample.plain, now: now)
        #expect(throws: TokenFailure.self) {
            try open(String(issued.sessionToken.dropLast(count + 1)), issued.accessKeyID)
        }
        #expect(throws: TokenFailure.self) {
            try open(String(issued.sessionToken.prefix(count)), issued.accessKeyID)
        }
        #expect(throws: TokenFailure.self) {
            try open(
                issued.sessionToken + String(repeating: "A", count: count + 1),
                issued.accessKeyID
            )
        }
    }

    @Test("a token does not serve another access key")
    func bound() throws {
        let first = try tokens.issue(SessionSample.plain, now: now)
        let second = try tokens.issue(SessionSample.plain, now: now)
        #expect(throws: TokenFailure.foreign) { try open(first.sessionToken, second.accessKeyID) }
        #expect(!first.secretAccessKey.isEqual(to: second.secretAccessKey))
        _ = try open(first.sessionToken, first.accessKeyID)
        #expect(throws: TokenFailure.foreign) { try open(second.sessionToken, first.accessKeyID) }
    }

    @Test("a token of another ring is refused")
    func foreign() throws {
        let other = SessionTokens(ring: TokenKeyRing(now: now, random: SessionSample.random(9)))
        let issued = try other.issue(SessionSample.plain, now: now)
        #expect(throws: TokenFailure.foreign) { try open(issued.sessionToken, issued.accessKeyID) }
    }

    @Test("a session ends at its second, also when it was opened before")
    func expiry() throws {
        let issued = try tokens.issue(SessionSample.plain, now: now)
        let last = now.adding(seconds: 3599)
        _ = try open(issued.sessionToken, issued.accessKeyID, at: last)
        for _ in 0..<2 {
            #expect(throws: TokenFailure.expired) {
                try open(issued.sessionToken, issued.accessKeyID, at: now.adding(seconds: 3600))
            }
        }
    }

    @Test("a plain session's token has at most 1,024 characters")
    func size() throws {
        #expect(try tokens.issue(SessionSample.plain, now: now).sessionToken.utf8.count <= 1024)
    }

    @Test("fifty tags and a policy of 2,048 characters fit in 4,096 characters")
    func fullSize() throws {
        var claims = SessionSample.full
        claims.tags = (0..<50).map { index in
            SessionClaims.SessionTag(
                Tag(key: "team-\(index)", value: "value of \(index)"),
                isTransitive: index % 2 == 0
            )
        }
        var statements: [String] = []
        while statements.joined(separator: ",").utf8.count < 1900 {
            let index = statements.count
            statements.append(
                "{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],"
                    + "\"Resource\":\"arn:aws:s3:::bucket-\(index * 7919)/home/*\"}"
            )
        }
        claims.policies = [
            "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements.joined(separator: ","))]}"
        ]
        let issued = try tokens.issue(claims, now: now)
        #expect(issued.sessionToken.utf8.count <= 4096)
        #expect(try open(issued.sessionToken, issued.accessKeyID).claims == claims)
    }

    @Test("tokens open after a rotation until no session can be that old")
    func rotation() throws {
        let issued = try tokens.issue(SessionSample.plain, now: now)
        var ring = tokens.keys
        let old = ring.keys[0].id
        ring.rotate(sealsFrom: now.adding(seconds: 60), now: now, random: SessionSample.random(3))
        tokens.keys = ring
        // The new key does not seal before its time.
        let early = try tokens.issue(SessionSample.plain, now: now.adding(seconds: 59))
        let late = try tokens.issue(SessionSample.plain, now: now.adding(seconds: 60))
        ring.remove(old)
        tokens.keys = ring
        #expect(throws: TokenFailure.foreign) { try open(issued.sessionToken, issued.accessKeyID) }
        #expect(throws: TokenFailure.foreign) { try open(early.sessionToken, early.accessKeyID) }
        _ = try open(late.sessionToken, late.accessKeyID)
        ring.remove(ring.keys[0].id)
        #expect(ring.keys.count == 1)
    }

    @Test("a ring drops keys that no living token needs")
    func ringShrinks() {
        var ring = TokenKeyRing(now: now, random: SessionSample.random(4))
        for day in 1...10 {
            let moment = now.adding(seconds: Int64(day) * 86400)
            ring.rotate(sealsFrom: moment, now: moment, random: SessionSample.random(UInt64(day)))
        }
        #expect(ring.keys.count == 3)
    }

    @Test("a ring survives as bytes, and other bytes are no ring")
    func ringBytes() throws {
        var ring = tokens.keys
        ring.rotate(sealsFrom: now, now: now, random: SessionSample.random(5))
        let serialized = ring.serialized
        let copy = try #require(TokenKeyRing(serialized: serialized))
        #expect(copy.keys.map(\.id) == ring.keys.map(\.id))
        let issued = try tokens.issue(SessionSample.plain, now: now)
        let other = SessionTokens(ring: copy)
        _ = try other.open(
            Array(issued.sessionToken.utf8)[...],
            accessKeyID: issued.accessKeyID,
            now: now
        )
        #expect(TokenKeyRing(serialized: Secret([])) == nil)
        #expect(TokenKeyRing(serialized: Secret([1])) == nil)
        #expect(TokenKeyRing(serialized: Secret([UInt8](repeating: 2, count: 41))) == nil)
    }
}
