import Cryptography
import HTTPMessage
import Signature
import Testing

/// Compares canonical requests with a slow and obvious way to make them.
@Suite("Canonical requests")
struct CanonicalPropertyTests {
    private static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8
    )

    private func encoded(_ bytes: [UInt8], keeping: Set<UInt8> = []) -> String {
        bytes.map { byte in
            if Self.unreserved.contains(byte) || keeping.contains(byte) {
                return String(UnicodeScalar(byte))
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    @Test("header values are trimmed and collapsed, wherever the spaces are", arguments: 0..<60)
    func headers(seed: UInt64) throws {
        var generator = SplitMix64(state: seed)
        let alphabet = Array("ab,\"  \t".utf8)
        let value = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        }
        let text = String(decoding: value, as: UTF8.self)
        let collapsed = text.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
        #expect(try canonical(target: "/", header: text).contains("\nx-test:\(collapsed)\n"))
    }

    @Test("parameters are sorted by their encoded name and value", arguments: 0..<60)
    func queries(seed: UInt64) throws {
        var generator = SplitMix64(state: seed)
        let words: [[UInt8]] = ["", "a", "A", "a b", "~", "=", "&", "ü", "10", "1", "a-", "a."]
            .map { Array($0.utf8) }
        let pairs = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
            (
                words[Int.random(in: 1..<words.count, using: &generator)],
                words[Int.random(in: 0..<words.count, using: &generator)]
            )
        }
        let query = pairs.map { "\(encoded($0))=\(encoded($1))" }.joined(separator: "&")
        let sorted = pairs.map { (encoded($0), encoded($1)) }
            .sorted {
                Array($0.0.utf8) == Array($1.0.utf8)
                    ? Array($0.1.utf8).lexicographicallyPrecedes(Array($1.1.utf8))
                    : Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8))
            }
            .map { "\($0)=\($1)" }.joined(separator: "&")
        let lines = try canonical(target: "/?" + query, header: "").split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        #expect(lines[2] == sorted)
    }

    @Test(
        "at S3 a path is encoded once, elsewhere its escapes are encoded again",
        arguments: 0..<40
    )
    func paths(seed: UInt64) throws {
        var generator = SplitMix64(state: seed)
        let bytes = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
            UInt8.random(in: 0x21...0xFF, using: &generator)
        }
        let segment = encoded(bytes.filter { $0 != 0x2F && $0 != 0x2E } + [0x78])
        let s3 = try canonical(target: "/" + segment, header: "", service: "s3")
        #expect(s3.hasPrefix("GET\n/\(segment)\n"))
        let other = try canonical(target: "/" + segment, header: "")
        #expect(other.hasPrefix("GET\n/\(encoded(Array(segment.utf8)))\n"))
    }

    private func canonical(
        target: String,
        header: String,
        service: String = "iam"
    ) throws -> String {
        let credential = "AKIAIOSFODNN7EXAMPLE/20150830/us-east-1/\(service)/aws4_request"
        let head = RequestHead(
            method: "GET",
            target: target,
            fields: [
                ("Host", "h"), ("X-Amz-Date", "20150830T123600Z"), ("X-Test", header),
                ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
                (
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=\(credential), "
                        + "SignedHeaders=host;x-amz-date;x-test, Signature=x"
                ),
            ]
        )
        let signed = try #require(try SignatureParser.parse(head))
        let bytes = try #require(signed.canonicalRequest(head, bodyDigest: Digest256()))
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A small generator that repeats from run to run.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
