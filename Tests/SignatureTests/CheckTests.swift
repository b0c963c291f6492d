import Base
import Cryptography
import HTTPMessage
import Signature
import Testing

@Suite("Scope and time")
struct CheckTests {
    private static let signedAt = Timestamp(seconds: 1_440_938_160)

    private func signed(
        credential: String,
        date: (String, String) = ("X-Amz-Date", "20150830T123600Z"),
        fields: [(String, String)] = []
    ) throws -> SignedRequest {
        let signature = String(repeating: "a", count: 64)
        let names = date.0 == "Date" ? "date;host" : "host;x-amz-date"
        let value =
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/\(credential), SignedHeaders=\(names), "
            + "Signature=\(signature)"
        let head = RequestHead(
            method: "GET",
            target: "/",
            fields: [("Host", "h"), date, ("Authorization", value)] + fields
        )
        return try #require(try SignatureParser.parse(head))
    }

    private func failure(_ body: () throws(SignatureFailure) -> Void) -> SignatureFailure? {
        do throws(SignatureFailure) {
            try body()
            return nil
        } catch { return error }
    }

    @Test(
        "any region passes that could be one",
        arguments: [
            "us-east-1", "eu-central-1", "mars-north-9", "aws-global", "local",
        ]
    )
    func regions(region: String) throws {
        let signed = try signed(credential: "20150830/\(region)/sts/aws4_request")
        try signed.checkScope(service: "sts")
        #expect(signed.scope.region == region)
    }

    private static let badRegion = "Credential should be scoped to a valid region. "
    private static let badService = "Credential should be scoped to correct service: 'sts'. "
    private static let badScopes: [(String, String)] = [
        ("20150830//sts/aws4_request", badRegion),
        ("20150830/US-EAST-1/sts/aws4_request", badRegion),
        ("20150830/us_east_1/sts/aws4_request", badRegion),
        ("20150830/us-east-1/iam/aws4_request", badService),
        ("20150830/../iam/aws4_request", badRegion + badService),
        (
            "20150830/us-east-1/sts/aws5",
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. "
        ),
        (
            "20150829/us-east-1/sts/aws4_request",
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
                + "HTTP: '20150829' != '20150830', from '20150830T123600Z'."
        ),
    ]

    @Test("a wrong scope is told in AWS's words", arguments: badScopes)
    func scopes(row: (credential: String, message: String)) throws {
        let signed = try signed(credential: row.credential)
        let found = failure { () throws(SignatureFailure) in try signed.checkScope(service: "sts") }
        let answer = try #require(found).answer(in: .query)
        #expect(answer.code == "SignatureDoesNotMatch")
        #expect(answer.status == 403)
        #expect(answer.message == row.message)
    }

    @Test("a Date field of HTTP serves as the time")
    func dateField() throws {
        let signed = try signed(
            credential: "20150830/us-east-1/sts/aws4_request",
            date: ("Date", "Sun, 30 Aug 2015 12:36:00 GMT")
        )
        #expect(signed.signedAt == Self.signedAt)
        try signed.checkScope(service: "sts")
    }

    @Test(
        "times that are none are refused",
        arguments: [
            "20150830T123600", "20151330T123600Z", "20150230T123600Z", "20150830T243600Z",
            "20150830T126000Z", "2015083aT123600Z", "20150830 123600Z", "",
            "2015-08-30T12:36:00Z", "-0150830T123600Z",
        ]
    )
    func badTimes(text: String) throws {
        #expect(throws: SignatureFailure.malformedDate(text, isPresigned: false)) {
            _ = try signed(
                credential: "20150830/us-east-1/sts/aws4_request",
                date: ("X-Amz-Date", text)
            )
        }
    }

    @Test(
        "fifteen minutes either way pass, a second more does not",
        arguments: [
            (900, true), (901, false), (-900, true), (-901, false), (0, true),
        ]
    )
    func window(row: (skew: Int64, passes: Bool)) throws {
        let signed = try signed(credential: "20150830/us-east-1/sts/aws4_request")
        let now = Self.signedAt.adding(seconds: row.skew)
        let found = failure { () throws(SignatureFailure) in try signed.checkTime(now: now) }
        #expect((found == nil) == row.passes)
    }

    @Test("an old request and one from the future are told in AWS's words")
    func windowSentences() throws {
        let signed = try signed(credential: "20150830/us-east-1/sts/aws4_request")
        let late = failure { () throws(SignatureFailure) in
            try signed.checkTime(now: Self.signedAt.adding(seconds: 1200))
        }
        #expect(
            try #require(late).answer(in: .query).message
                == "Signature expired: 20150830T123600Z is now earlier than 20150830T124100Z "
                + "(20150830T125600Z - 15 min.)"
        )
        let early = failure { () throws(SignatureFailure) in
            try signed.checkTime(now: Self.signedAt.adding(seconds: -1200))
        }
        #expect(
            try #require(early).answer(in: .query).message
                == "Signature not yet current: 20150830T123600Z is still later than "
                + "20150830T123100Z (20150830T121600Z + 15 min.)"
        )
        let s3 = try #require(late).answer(in: .s3)
        #expect(s3.code == "RequestTimeTooSkewed")
        #expect(
            s3.details.map(\.name) == [
                "RequestTime", "ServerTime", "MaxAllowedSkewMilliseconds",
            ]
        )
    }

    @Test("the cache of signing keys gives what was derived, per secret, and forgets the oldest")
    func cache() throws {
        let cache = SigningKeyCache(capacity: 4)
        let secret = Secret("s".utf8)
        let first = try signed(credential: "20150830/us-east-1/sts/aws4_request")
        #expect(cache.key(for: first, version: 1) == nil)
        _ = cache.derive(for: first, version: 1, secretAccessKey: secret)
        #expect(cache.key(for: first, version: 1) != nil)
        #expect(cache.key(for: first, version: 2) == nil)
        for day in 10..<14 {
            let other = try signed(credential: "201508\(day)/us-east-1/sts/aws4_request")
            #expect(cache.key(for: other, version: 1) == nil)
            _ = cache.derive(for: other, version: 1, secretAccessKey: secret)
        }
        #expect(cache.key(for: first, version: 1) == nil)
        cache.removeAll()
        let last = try signed(credential: "20150813/us-east-1/sts/aws4_request")
        #expect(cache.key(for: last, version: 1) == nil)
    }
}
