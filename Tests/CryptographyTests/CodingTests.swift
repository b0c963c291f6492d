import Base
import Cryptography
import Testing

@Suite("Codings")
struct CodingTests {
    @Test("any bytes survive base 64 in both alphabets, and hexadecimal digits", arguments: 0..<70)
    func roundTrip(count: Int) {
        let bytes = RandomSource.secure.bytes(count)
        for alphabet in [Base64.Alphabet.standard, .url] {
            let text = Base64.text(bytes, alphabet)
            #expect(Base64.bytes(text.utf8, alphabet) == bytes)
            #expect(Base64.bytes(Array(text.utf8), alphabet) == bytes)
        }
        #expect(Hex.bytes(Hex.text(bytes)) == bytes)
    }

    @Test("the alphabets do not mix")
    func alphabets() {
        #expect(Base64.text([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.text([0xFB, 0xFF], .url) == "-_8")
        #expect(Base64.bytes("-_8=".utf8) == nil)
        #expect(Base64.bytes("+/8".utf8, .url) == nil)
        #expect(Base64.bytes("-_8=".utf8, .url) == nil)
    }

    @Test("a digest is read from its 64 digits only")
    func digest() throws {
        let digest = SHA256.hash([1, 2, 3])
        let digits = Array(digest.hex.utf8)
        #expect(try #require(Digest256(lowercaseHex: digits[...])).isEqual(to: digest))
        let upper = Array(digest.hex.uppercased().utf8)
        #expect(Digest256(lowercaseHex: upper[...]) == nil)
        #expect(try #require(Digest256(hex: upper[...])).isEqual(to: digest))
        #expect(Digest256(lowercaseHex: digits.dropLast()) == nil)
        #expect(Digest256(lowercaseHex: (digits.dropLast() + [0x67])[...]) == nil)
        var written: [UInt8] = [0x78]
        digest.appendHex(to: &written)
        #expect(written == [0x78] + digits)
    }

    @Test("comparison finds any difference")
    func comparison() {
        let bytes: [UInt8] = [1, 2, 3, 4]
        #expect(isEqual(bytes, bytes))
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 0x80
            #expect(!isEqual(bytes, other))
        }
        let shorter: [UInt8] = [1, 2, 3]
        #expect(!isEqual(bytes, shorter))
    }

    private func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        ConstantTime.isEqual(left.span, right.span)
    }

    @Test("secrets compare and join by their bytes")
    func secrets() {
        let secret = Secret("cret".utf8)
        let joined = Secret(joining: Array("se".utf8), secret)
        #expect(joined.isEqual(to: Secret("secret".utf8)))
        #expect(!joined.isEqual(to: secret))
    }
}
