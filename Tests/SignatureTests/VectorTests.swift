import Cryptography
import Foundation
import Signature
import Testing

@Suite("Requests as clients sign them")
struct VectorTests {
    @Test("the vectors are there")
    func areThere() {
        #expect(Vector.all.count > 80)
    }

    @Test("the canonical request is the client's", arguments: Vector.all)
    func canonical(vector: Vector) throws {
        let signed = try #require(try SignatureParser.parse(vector.head))
        let digest = SHA256.hash(vector.bodyBytes)
        let canonical = try #require(signed.canonicalRequest(vector.head, bodyDigest: digest))
        #expect(String(decoding: canonical, as: UTF8.self) == vector.canonical)
    }

    @Test("the signature holds", arguments: Vector.all)
    func holds(vector: Vector) throws {
        try vector.verify()
    }

    @Test(
        "the signature does not hold for another method, path, query or host",
        arguments: Vector.all
    )
    func binds(vector: Vector) throws {
        var other = vector
        other.method = vector.method == "DELETE" ? "GET" : "DELETE"
        #expect(throws: SignatureFailure.self) { try other.verify() }
        other = vector
        let parts = vector.target.split(separator: "?", omittingEmptySubsequences: false)
        other.target = (["\(parts[0])/x"] + parts.dropFirst().map(String.init)).joined(
            separator: "?"
        )
        #expect(throws: SignatureFailure.self) { try other.verify() }
        other = vector
        other.target += (vector.target.contains("?") ? "&" : "?") + "z=1"
        #expect(throws: SignatureFailure.self) { try other.verify() }
        #expect(throws: SignatureFailure.self) { try vector.changing("host") { $0 + "x" }.verify() }
        #expect(throws: SignatureFailure.self) { try vector.changing("host") { _ in nil }.verify() }
    }

    @Test("the signature binds the body, but at S3 the declared digest")
    func bindsBody() throws {
        for vector in Vector.all {
            var other = vector
            other.body.append(0)
            if vector.service == "s3" {
                try other.verify()
                let changed = other.changing("x-amz-content-sha256") { _ in "UNSIGNED-PAYLOAD" }
                if !vector.name.hasPrefix("presigned") {
                    #expect(throws: SignatureFailure.self) { try changed.verify() }
                }
            } else {
                #expect(throws: SignatureFailure.self) { try other.verify() }
            }
        }
    }

    /// - Source: AWS Signature Version 4 test suite, as published; the signatures do not depend on the
    ///   access key id.
    @Test(
        "botocore's signatures are those that AWS published",
        arguments: [
            ("get-vanilla", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            ("post-vanilla", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
            (
                "get-vanilla-query-order-key",
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
            ),
            (
                "get-header-value-trim",
                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
            ),
            ("get-relative", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            (
                "post-x-www-form-urlencoded",
                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
            ),
        ]
    )
    func published(row: (String, String)) throws {
        let vector = try Vector.named(row.0)
        let header = try #require(vector.headers.first { $0[0] == "Authorization" })
        #expect(header[1].hasSuffix(row.1))
    }

    @Test("any bit of any signed part matters")
    func everyBit() throws {
        let vector = try Vector.named("sts-get-caller-identity-token")
        for name in ["authorization", "x-amz-date", "x-amz-security-token", "content-type", "host"]
        {
            let value = try #require(vector.headers.first { $0[0].lowercased() == name })[1]
            for index in 0..<value.utf8.count {
                var bytes = Array(value.utf8)
                bytes[index] ^= 1
                let changed = String(decoding: bytes, as: UTF8.self)
                let forged = vector.changing(name) { _ in changed }
                #expect(throws: SignatureFailure.self, "\(name) \(index)") { try forged.verify() }
            }
        }
    }
}
