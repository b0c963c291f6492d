import Base
import Cryptography
import Synchronization
import Testing
import WebIdentity

@Suite("Signing web tokens")
struct TokenSignerTests {
    private let now = Monitor(Timestamp(seconds: 1000))
    private let kept = Monitor<[SigningKeyRing]>([])
    private let signer: TokenSigner

    init() {
        let (now, kept) = (now, kept)
        signer = TokenSigner(clock: Clock { now.withLock { $0 } }, random: .system) { ring in
            kept.change { $0.append(ring) }
        }
    }

    private func pass(seconds: Int64) { now.change { $0 = $0.adding(seconds: seconds) } }

    private func token(_ algorithm: SignatureAlgorithm) throws -> WebToken {
        let text = try #require(try signer.token(Array(Maker.claims.utf8), by: algorithm))
        return try parse(text)
    }

    private func published() throws -> KeySet {
        try #require(KeySet(parsing: try signer.ring().document))
    }

    @Test(
        "what is signed verifies by what is published",
        arguments: [SignatureAlgorithm.rs256, .es384]
    )
    func signing(algorithm: SignatureAlgorithm) throws {
        #expect(signer.keys == nil)
        let token = try token(algorithm)
        #expect(try published().verifies(token))
        #expect(kept.withLock { $0.count } == 1)
        #expect(try signer.token([], by: .es256) == nil)
    }

    @Test("old keys are published until the longest token that they signed is over")
    func rotation() throws {
        try signer.rotate()
        #expect(signer.keys == nil)
        let first = try token(.es384)
        pass(seconds: TokenSigner.signingSeconds - 1)
        #expect(try !signer.rotateIfDue())
        pass(seconds: 1)
        #expect(try signer.rotateIfDue())
        #expect(try !signer.rotateIfDue())
        #expect(try published().verifies(first))
        #expect(try token(.es384).keyID != first.keyID)
        pass(seconds: 3600 + 299)
        try signer.rotate()
        #expect(try published().holds(first.keyID))
        pass(seconds: 1)
        try signer.rotate()
        #expect(try !published().holds(first.keyID))
    }

    @Test("keys that were kept sign and verify again; other bytes are no keys")
    func keeping() throws {
        let token = try token(.rs256)
        try signer.rotate()
        let ring = try #require(kept.withLock { $0.last })
        let bytes = ring.serialized.withBytes { span in span.indices.map { span[$0] } }
        let read = try #require(SigningKeyRing(serialized: Secret(bytes)))
        #expect(read.document == ring.document)
        #expect(KeySet(parsing: read.document)?.verifies(token) == true)
        for count in [0, 1, 2, 20, bytes.count - 1] {
            #expect(SigningKeyRing(serialized: Secret(Array(bytes.prefix(count)))) == nil)
        }
        #expect(SigningKeyRing(serialized: Secret([2] + bytes.dropFirst())) == nil)
    }

    @Test("no more keys are made than can be published")
    func limit() throws {
        _ = try signer.ring()
        for _ in 1..<64 { try signer.rotate() }
        #expect(throws: TokenSigner.Failure.self) { try signer.rotate() }
        pass(seconds: 3900)
        try signer.rotate()
        #expect(signer.keys?.pairs.count == 2)
    }
}
