import Base
import Cryptography
import Testing
import Tokens

@Suite("Seals")
struct SealTests {
    private let master: MasterKey
    private let seal: Seal
    private let context = Array("AKIAEXAMPLE".utf8)

    init() {
        master = MasterKey(random: SessionSample.random(1))
        seal = Seal(master, random: SessionSample.random(2))
    }

    @Test("a secret opens for its purpose and context only")
    func purpose() throws {
        let secret = Secret("wJalr".utf8)
        let sealed = seal.seal(secret, for: .secretAccessKey, context: context)
        let opened = try seal.openSecret(sealed, for: .secretAccessKey, context: context)
        #expect(opened.isEqual(to: secret))
        #expect(throws: Seal.Failure.forged) {
            try seal.open(sealed, for: .privateKey, context: context)
        }
        #expect(throws: Seal.Failure.forged) {
            try seal.open(sealed, for: .secretAccessKey, context: context + [0])
        }
    }

    @Test("a change of any bit is refused")
    func forged() throws {
        let sealed = seal.seal(Secret("wJalr".utf8), for: .secretAccessKey, context: context)
        for index in sealed.indices {
            for bit: UInt8 in [1, 16, 128] {
                var changed = sealed
                changed[index] ^= bit
                #expect(throws: Seal.Failure.self, "\(index)") {
                    try seal.open(changed, for: .secretAccessKey, context: context)
                }
            }
        }
        for count in 0..<sealed.count {
            #expect(throws: Seal.Failure.self) {
                try seal.open(Array(sealed[..<count]), for: .secretAccessKey, context: context)
            }
        }
    }

    @Test("an older master key still opens, an unknown one does not")
    func rotation() throws {
        let sealed = seal.seal(Secret("s".utf8), for: .secretAccessKey, context: [])
        let next = MasterKey(random: SessionSample.random(3))
        let both = Seal(next, older: [master])
        _ = try both.open(sealed, for: .secretAccessKey, context: [])
        #expect(both.keyID == next.id)
        #expect(throws: Seal.Failure.unknownKey(master.id)) {
            try Seal(next).open(sealed, for: .secretAccessKey, context: [])
        }
    }

    @Test("a master key is read in each of its forms, and nothing else is")
    func forms() throws {
        let text = master.text.withBytes { span in (0..<span.count).map { span[$0] } }
        #expect(MasterKey(text)?.id == master.id)
        #expect(MasterKey([0x20] + text + [0x0A])?.id == master.id)
        let raw = try #require(Base64.bytes(text))
        #expect(MasterKey(raw)?.id == master.id)
        #expect(MasterKey(Array(Hex.text(raw).utf8) + [0x0A])?.id == master.id)
        for bad in [
            [], Array(text.dropLast()), Array("x".utf8), [UInt8](repeating: 0x20, count: 64),
        ] {
            #expect(MasterKey(bad) == nil)
        }
    }

    @Test("a message opens to itself, and a forged one does not")
    func message() throws {
        let text = "{\"allowed\":false,\"explicitDeny\":false}"
        let sealed = seal.sealMessage(text)
        #expect(try seal.openMessage(sealed) == text)
        #expect(throws: Seal.Failure.self) { try seal.openMessage(sealed + "A") }
        #expect(throws: Seal.Failure.self) { try seal.openMessage("x y") }
        #expect(throws: Seal.Failure.forged) { try seal.openMessage(sealed, context: [1]) }
    }

    @Test("a long message opens to itself", arguments: [0, 1, 3, 4, 5, 128, 129, 70_000])
    func longMessage(count: Int) throws {
        let random = SessionSample.random(UInt64(count))
        let bytes = random.bytes(count).map { $0 % 64 + 0x30 }
        let text = String(decoding: bytes, as: UTF8.self)
        for text in [text, String(repeating: "s3:GetObject", count: count / 12), text + text] {
            guard text.utf8.count < 131_072 else { continue }
            #expect(try seal.openMessage(seal.sealMessage(text)) == text)
        }
    }
}
