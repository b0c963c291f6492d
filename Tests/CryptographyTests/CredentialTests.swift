import Base
import Cryptography
import Testing

@Suite("Credentials")
struct CredentialTests {
    @Test(
        "One-time codes are those of RFC 6238, appendix B, shortened to six digits",
        arguments: [
            (Int64(59), "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ]
    )
    func oneTimeCodes(row: (Int64, String)) {
        let seed = Array("12345678901234567890".utf8)
        let step = OneTimeCode.step(atSeconds: row.0)
        #expect(OneTimeCode.code(seed: seed.span, step: step) == row.1)
        #expect(OneTimeCode.step(of: row.1, seed: seed.span, in: step - 2...step + 2) == step)
        #expect(OneTimeCode.step(of: row.1, seed: seed.span, in: step + 1...step + 2) == nil)
        #expect(OneTimeCode.step(of: "12345", seed: seed.span, in: step...step) == nil)
    }

    @Test("scrypt gives the key of RFC 7914, section 12, and refuses what takes too much memory")
    func scrypt() {
        let password = Array("pleaseletmein".utf8)
        let parameters = Scrypt.Parameters(logarithmOfCost: 14, block: 8, parallelism: 1)
        let key = Scrypt.key(
            from: password.span,
            salt: Array("SodiumChloride".utf8),
            parameters: parameters,
            count: 64
        )
        #expect(Hex.text(key ?? []).hasPrefix("7023bdcb3afd7348461c06cd81fd38eb"))
        let huge = Scrypt.Parameters(logarithmOfCost: 20, block: 8, parallelism: 1)
        #expect(Scrypt.key(from: password.span, salt: [], parameters: huge, count: 32) == nil)
    }

    @Test("Base 32 gives the texts of RFC 4648, without padding")
    func base32() {
        #expect(Base32.text(Array("foobar".utf8)) == Array("MZXW6YTBOI".utf8))
        #expect(Base32.text(Array("fooba".utf8)) == Array("MZXW6YTB".utf8))
    }
}
