import Base
import Cryptography
import Testing

@Suite("Cryptography")
struct PublishedVectorTests {
    @Test(
        "SHA-256 gives the digests of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ]
    )
    func sha256(row: (String, String)) {
        #expect(SHA256.hash(Array(row.0.utf8)).hex == row.1)
        var streamed = StreamingDigest(.sha256)
        for byte in row.0.utf8 { streamed.update([byte]) }
        #expect(Hex.text(streamed.finish()) == row.1)
    }

    @Test(
        "HMAC-SHA-256 gives the codes of RFC 4231, as often as a key is used",
        arguments: [
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ]
    )
    func hmac(row: ([UInt8], String, String)) {
        let key = HMACKey(row.0.span)
        let message = Array(row.1.utf8)
        for _ in 0..<2 {
            #expect(HMACSHA256.code(of: row.1, key: row.0.span).hex == row.2)
            #expect(key.code(of: message.span).hex == row.2)
        }
    }

    @Test("threads can share an HMAC key")
    func sharedKey() async {
        let key = HMACKey([1, 2, 3].span)
        let codes = await withTaskGroup { group in
            for number in 0..<64 {
                group.addTask {
                    let message = [UInt8](repeating: UInt8(number % 2), count: 100)
                    return (number % 2, (0..<100).map { _ in key.code(of: message.span).hex })
                }
            }
            return await group.reduce(into: [Set<String>(), []]) { $0[$1.0].formUnion($1.1) }
        }
        #expect(codes.map(\.count) == [1, 1] && codes[0] != codes[1])
    }

    @Test("HMAC takes another key after an empty one")
    func hmacKeys() {
        let key = Array("Jefe".utf8)
        let none: [UInt8] = []
        let first = HMACSHA256.code(of: "x", key: key.span)
        let empty = HMACSHA256.code(of: "x", key: none.span)
        #expect(!first.isEqual(to: empty))
        #expect(HMACSHA256.code(of: "x", key: key.span).isEqual(to: first))
    }

    @Test("MD5 and SHA-1 give the digests of their standards")
    func oldDigests() {
        var md5 = StreamingDigest(.md5)
        md5.update(Array("abc".utf8))
        #expect(Hex.text(md5.finish()) == "900150983cd24fb0d6963f7d28e17f72")
        var sha1 = StreamingDigest(.sha1)
        sha1.update(Array("abc".utf8))
        #expect(Hex.text(sha1.finish()) == "a9993e364706816aba3e25717850c26c9cd0d89d")
    }

    @Test(
        "the checks give their catalogued values, whole and in pieces",
        arguments: [
            (CRC.Kind.crc32, "cbf43926"), (.crc32c, "e3069283"), (.crc64nvme, "ae8b14860a799888"),
        ]
    )
    func crc(row: (CRC.Kind, String)) {
        let message = Array("123456789".utf8)
        var whole = CRC(row.0)
        whole.update(message.span)
        #expect(Hex.text(whole.bytes) == row.1)
        var pieces = CRC(row.0)
        for byte in message {
            let one = [byte]
            pieces.update(one.span)
        }
        #expect(pieces.value == whole.value)
    }

    @Test("sealed bytes open with their key and associated data only")
    func gcm() {
        let key = Secret([UInt8](repeating: 7, count: 32))
        let other = Secret([UInt8](repeating: 8, count: 32))
        let message = Array("attack at dawn".utf8)
        let context = Array("a".utf8)
        let wrong = Array("b".utf8)
        let sealed = AESGCM.seal(
            message.span,
            key: key,
            nonce: RandomSource.secure.bytes(12),
            associated: context.span
        )
        #expect(AESGCM.open(sealed.span, key: key, associated: context.span) == message)
        #expect(AESGCM.open(sealed.span, key: other, associated: context.span) == nil)
        #expect(AESGCM.open(sealed.span, key: key, associated: wrong.span) == nil)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(AESGCM.open(changed.span, key: key, associated: context.span) == nil)
        }
    }

    @Test("AES-256-GCM gives McGrew and Viega's test case 14, also after bytes that did not open")
    func gcmVector() {
        let zeros = [UInt8](repeating: 0, count: 32)
        let key = Secret(zeros)
        let none: [UInt8] = []
        for _ in 0..<2 {
            let sealed = AESGCM.seal(
                zeros.span.extracting(first: 16),
                key: key,
                nonce: Array(zeros.prefix(12)),
                associated: none.span
            )
            #expect(
                Hex.text(Array(sealed.dropFirst(12)))
                    == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
            )
            let cut = Array(sealed.dropLast())
            #expect(AESGCM.open(cut.span, key: key, associated: none.span) == nil)
            let opened = AESGCM.open(sealed.span, key: key, associated: none.span)
            #expect(opened == Array(zeros.prefix(16)))
        }
    }

    @Test(
        "base 64 of RFC 4648 and back",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(row: (String, String)) {
        #expect(Base64.text(Array(row.0.utf8)) == row.1)
        #expect(Base64.bytes(Array(row.1.utf8)) == Array(row.0.utf8))
    }

    @Test(
        "other base 64 is refused",
        arguments: ["Z", "Zg", "Zg=", "Zh==", "Zm9v====", "Zm 9", "=Zg="]
    )
    func badBase64(text: String) {
        #expect(Base64.bytes(Array(text.utf8)) == nil)
    }

    @Test("a secret shows nothing")
    func secret() {
        let secret = Secret(Array("hunter2".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret)\(dumped)".contains("hunter2"))
    }
}
