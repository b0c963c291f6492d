import Base
import HTTPMessage
import Signature
import Testing

@Suite("Presigned requests")
struct PresignedTests {
    private static let signedAt = Timestamp(seconds: 1_440_938_160)

    private func parse(_ vector: Vector) throws -> SignedRequest {
        try #require(try SignatureParser.parse(vector.head))
    }

    private func failure(_ vector: Vector) -> SignatureFailure? {
        do throws(SignatureFailure) {
            _ = try SignatureParser.parse(vector.head)
            return nil
        } catch { return error }
    }

    private func replacing(_ old: String, _ new: String, in name: String) throws -> Vector {
        var vector = try Vector.named(name)
        try #require(vector.target.contains(old))
        vector.target = vector.target.replacing(old, with: new)
        return vector
    }

    @Test("at S3 the request says how long it holds")
    func lifetime() throws {
        let signed = try parse(Vector.named("presigned-s3-get"))
        #expect(signed.lifetimeSeconds == 3600)
        #expect(signed.isPresigned)
        try signed.checkTime(now: Self.signedAt.adding(seconds: 3600))
        let late = Self.signedAt.adding(seconds: 3601)
        #expect(throws: SignatureFailure.self) { try signed.checkTime(now: late) }
        let early = Self.signedAt.adding(seconds: -901)
        #expect(throws: SignatureFailure.self) { try signed.checkTime(now: early) }
        let answer = SignatureFailure.presignedExpired(
            lifetimeSeconds: 3600,
            expiredAt: Self.signedAt.adding(seconds: 3600),
            now: late
        ).answer(in: .s3)
        #expect(answer.code == "AccessDenied")
        #expect(answer.message == "Request has expired")
        #expect(answer.details.map(\.name) == ["X-Amz-Expires", "Expires", "ServerTime"])
    }

    @Test("elsewhere it holds for fifteen minutes")
    func lifetimeElsewhere() throws {
        let signed = try parse(Vector.named("presigned-sts-get"))
        #expect(signed.lifetimeSeconds == 60)
        try signed.checkTime(now: Self.signedAt.adding(seconds: 900))
        #expect(throws: SignatureFailure.self) {
            try signed.checkTime(now: Self.signedAt.adding(seconds: 901))
        }
    }

    @Test("the token comes out of the query decoded")
    func token() throws {
        let signed = try parse(Vector.named("presigned-s3-get-token"))
        let token = try #require(signed.sessionToken)
        #expect(String(decoding: token, as: UTF8.self).hasPrefix("AQoDYXdzEPT//////////wEXAMPLE"))
    }

    @Test(
        "X-Amz-Expires must be seconds up to a week",
        arguments: [
            (
                "604801",
                "X-Amz-Expires must be less than a week (in seconds); that is, the given "
                    + "X-Amz-Expires must be less than 604800 seconds"
            ),
            ("-1", "X-Amz-Expires must be non-negative"), ("x", "X-Amz-Expires should be a number"),
            ("", "X-Amz-Expires should be a number"),
            ("99999999999999999999", "X-Amz-Expires should be a number"),
        ]
    )
    func badLifetime(row: (String, String)) throws {
        let vector = try replacing(
            "X-Amz-Expires=3600",
            "X-Amz-Expires=\(row.0)",
            in: "presigned-s3-get"
        )
        let answer = try #require(failure(vector)).answer(in: .s3)
        #expect(answer.code == "AuthorizationQueryParametersError")
        #expect(answer.message == row.1)
    }

    @Test(
        "a part that is missing or there twice is refused",
        arguments: [
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&", "X-Amz-Date=20150830T123600Z&",
            "X-Amz-SignedHeaders=host&", "X-Amz-Expires=3600&",
        ]
    )
    func parts(part: String) throws {
        let without = try replacing(part, "", in: "presigned-s3-get")
        #expect(failure(without)?.answer(in: .s3).code == "AuthorizationQueryParametersError")
        let twice = try replacing(part, part + part, in: "presigned-s3-get")
        #expect(failure(twice)?.answer(in: .s3).code == "AuthorizationQueryParametersError")
        // An encoded name is the same name.
        let hidden = try replacing(
            part,
            part + part.replacing("X-Amz", with: "X%2DAmz"),
            in: "presigned-s3-get"
        )
        #expect(failure(hidden)?.answer(in: .s3).code == "AuthorizationQueryParametersError")
    }

    @Test("other algorithms are refused")
    func algorithms() throws {
        let fourA = try replacing(
            "AWS4-HMAC-SHA256",
            "AWS4-ECDSA-P256-SHA256",
            in: "presigned-s3-get"
        )
        #expect(failure(fourA)?.answer(in: .s3).code == "InvalidRequest")
        var two = try Vector.named("presigned-s3-get")
        two.target = "/a?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1&Signature=x"
        #expect(failure(two)?.answer(in: .s3).code == "InvalidRequest")
    }

    @Test("fields that are added to a presigned request are refused")
    func added() throws {
        let vector = try Vector.named("presigned-s3-put").adding("x-amz-acl", "public-read")
        #expect(failure(vector) == .unsignedHeaders(["x-amz-acl"]))
        let token = try Vector.named("presigned-s3-put").adding("x-amz-security-token", "x")
        #expect(failure(token) == .unsignedHeaders(["x-amz-security-token"]))
    }

    @Test("parameters may come in another order and with other escapes")
    func order() throws {
        var vector = try Vector.named("presigned-s3-get")
        let parts = vector.target.split(separator: "?")
        let query = parts[1].split(separator: "&").reversed().joined(separator: "&")
        vector.target = "\(parts[0])?\(query)".replacing("%2F", with: "%2f")
        try vector.verify()
    }

    @Test("the body is unsigned unless the query or a field declares it")
    func payload() throws {
        let signed = try parse(Vector.named("presigned-s3-put"))
        guard case .unsigned = signed.payload else {
            Issue.record("the payload should be unsigned")
            return
        }
        var declared = try Vector.named("presigned-s3-put")
        declared.target += "&X-Amz-Content-Sha256=" + String(repeating: "0", count: 64)
        guard case .digest = try parse(declared).payload else {
            Issue.record("the payload should have a digest")
            return
        }
        declared.target = try Vector.named("presigned-s3-put").target + "&X-Amz-Content-Sha256=x"
        #expect(failure(declared) == .malformedPayloadDigest("x"))
    }
}
