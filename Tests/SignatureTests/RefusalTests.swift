import Base
import Cryptography
import HTTPMessage
import Signature
import Testing

@Suite("Refusals")
struct RefusalTests {
    private static let stamp = ("X-Amz-Date", "20150830T123600Z")
    fileprivate static let credential =
        "Credential=AKIAIOSFODNN7EXAMPLE/20150830/us-east-1/sts/aws4_request"
    fileprivate static let names = "SignedHeaders=host;x-amz-date"
    fileprivate static let signature = "Signature=" + String(repeating: "a", count: 64)
    private static let whole = "AWS4-HMAC-SHA256 \(credential), \(names), \(signature)"

    private func failure(
        target: String = "/",
        _ fields: [(String, String)]
    ) throws -> SignatureFailure? {
        let head = RequestHead(
            method: "GET",
            target: target,
            fields: [("Host", "sts.amazonaws.com")] + fields
        )
        do throws(SignatureFailure) {
            _ = try SignatureParser.parse(head)
            return nil
        } catch { return error }
    }

    @Test("a request without a signature is not one with a bad signature")
    func unsigned() throws {
        let head = RequestHead(
            method: "GET",
            target: "/?Action=x&X-Amz-Date=1",
            fields: [("Host", "h")]
        )
        #expect(try SignatureParser.parse(head) == nil)
    }

    @Test(
        "components may be separated by commas, spaces or both, in any order",
        arguments: [
            whole, "AWS4-HMAC-SHA256 \(credential),\(names),\(signature)",
            "AWS4-HMAC-SHA256  \(signature) ,  \(names)  \(credential)",
        ]
    )
    func separators(value: String) throws {
        #expect(try failure([Self.stamp, ("authorization", value)]) == nil)
    }

    struct Row: Sendable {
        let value: String
        let query: String
        let s3: String

        init(_ value: String, _ query: String, _ s3: String) {
            self.value = value
            self.query = query
            self.s3 = s3
        }

        /// A header whose credential or names are given.
        static func with(
            credential: String = RefusalTests.credential,
            names: String = RefusalTests.names
        ) -> String {
            "AWS4-HMAC-SHA256 \(credential), \(names), \(RefusalTests.signature)"
        }
    }

    private static let foreignSchemes: [Row] = [
        Row("Bearer x", "IncompleteSignature", "InvalidArgument"),
        Row("", "IncompleteSignature", "InvalidArgument"),
        Row("AWS AKIAIOSFODNN7EXAMPLE:abc=", "IncompleteSignature", "InvalidRequest"),
        Row("AWS4-ECDSA-P256-SHA256 x", "IncompleteSignature", "InvalidRequest"),
        Row("AWS4-HMAC-SHA256x", "IncompleteSignature", "InvalidRequest"),
    ]

    private static let brokenParts: [Row] = [
        Row("AWS4-HMAC-SHA256", "IncompleteSignature", "AuthorizationHeaderMalformed"),
        Row(
            "AWS4-HMAC-SHA256 \(credential), \(names)",
            "IncompleteSignature",
            "AuthorizationHeaderMalformed"
        ),
        Row("\(whole), \(signature)", "IncompleteSignature", "AuthorizationHeaderMalformed"),
        Row("\(whole), x", "IncompleteSignature", "AuthorizationHeaderMalformed"),
        Row("\(whole), X=y", "IncompleteSignature", "AuthorizationHeaderMalformed"),
    ]

    private static let badCredentials: [Row] = [
        Row(
            Row.with(credential: "Credential=AKIA/20150830/us-east-1/sts"),
            "IncompleteSignature",
            "AuthorizationHeaderMalformed"
        ),
        Row(
            Row.with(credential: "Credential=a/b/20150830/us-east-1/sts/aws4_request"),
            "IncompleteSignature",
            "AuthorizationHeaderMalformed"
        ),
        Row(
            Row.with(credential: "Credential=k/20150830/us-east-1/sts/aws4_request"),
            "InvalidClientTokenId",
            "InvalidAccessKeyId"
        ),
    ]

    private static let badNames: [Row] = [
        "SignedHeaders=x-amz-date;host", "SignedHeaders=Host;x-amz-date",
        "SignedHeaders=host;host;x-amz-date", "SignedHeaders=host;x-amz-date;",
        "SignedHeaders=;host;x-amz-date",
    ].map { Row(Row.with(names: $0), "SignatureDoesNotMatch", "SignatureDoesNotMatch") }

    private static let unsignedNames: [Row] = [
        "SignedHeaders=", "SignedHeaders=x-amz-date", "SignedHeaders=host",
    ].map { Row(Row.with(names: $0), "SignatureDoesNotMatch", "AccessDenied") }

    @Test(
        "what is malformed in the header is refused",
        arguments: foreignSchemes + brokenParts + badCredentials + badNames + unsignedNames
    )
    func header(row: Row) throws {
        let failure = try #require(try failure([Self.stamp, ("Authorization", row.value)]))
        #expect(failure.answer(in: .query).code == row.query)
        #expect(failure.answer(in: .s3).code == row.s3)
    }

    @Test("a header of another kind is told what it lacks")
    func sentenceOfParts() throws {
        let failure = try #require(try failure([("Authorization", "Bearer x")]))
        let sentence =
            "Authorization header requires 'Credential' parameter. Authorization header requires "
            + "'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. "
            + "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
            + "(Hashed with SHA-256 and encoded with Base64) Authorization=uTem/WB082UJMN2ajD6lH6UChGpTAddMJSx2iu923No="
        #expect(failure.answer(in: .query).message == sentence)
    }

    @Test("a credential, a time and names that do not do are told in AWS's words")
    func sentences() throws {
        let credential = Row.with(credential: "Credential=a/b")
        #expect(
            try failure([Self.stamp, ("Authorization", credential)])?.answer(in: .query).message
                == "Credential must have exactly 5 slash-delimited elements, e.g. "
                + "keyid/date/region/service/term, got 'a/b'"
        )
        #expect(
            try failure([("X-Amz-Date", "now"), ("Authorization", Self.whole)])?
                .answer(in: .query).message
                == "Date must be in ISO-8601 'basic format'. Got 'now'. See "
                + "http://en.wikipedia.org/wiki/ISO_8601"
        )
        let names = Row.with(names: "SignedHeaders=x-amz-date")
        #expect(
            try failure([Self.stamp, ("Authorization", names)])?.answer(in: .query).message
                == "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        )
    }

    @Test("a repeated or second signature is refused")
    func several() throws {
        let twice = try failure([Self.stamp, ("Authorization", Self.whole), ("Authorization", "x")])
        #expect(twice == .severalMechanisms)
        let dates = try failure([Self.stamp, Self.stamp, ("Authorization", Self.whole)])
        #expect(dates == .severalMechanisms)
        let both = try failure(
            target: "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Date=b"
                + "&X-Amz-SignedHeaders=host&X-Amz-Signature=c",
            [Self.stamp, ("Authorization", Self.whole)]
        )
        #expect(both == .severalMechanisms)
    }

    @Test("every x-amz field that is sent must be signed")
    func unsignedFields() throws {
        let found = try failure([
            Self.stamp, ("Authorization", Self.whole), ("X-Amz-Meta-A", "1"), ("x-amz-acl", "2"),
        ])
        #expect(found == .unsignedHeaders(["x-amz-meta-a", "x-amz-acl"]))
        let answer = try #require(found).answer(in: .s3)
        #expect(answer.message == "There were headers present in the request which were not signed")
        #expect(answer.details.map(\.value) == ["x-amz-meta-a, x-amz-acl"])
        #expect(
            try failure([Self.stamp, ("Authorization", Self.whole), ("X-Amzn-Trace-Id", "1")])
                == nil
        )
    }

    @Test("S3 wants a payload's digest or a word for none")
    func payloadDigest() throws {
        let credential = Row.with(
            credential: "Credential=AKIAIOSFODNN7EXAMPLE/20150830/us-east-1/s3/aws4_request"
        )
        let without = try failure([Self.stamp, ("Authorization", credential)])
        #expect(without == .missingPayloadDigest)
        #expect(
            try #require(without).answer(in: .s3).message
                == "Missing required header for this request: x-amz-content-sha256"
        )
        for word in ["", "unsigned-payload", String(repeating: "g", count: 64)] {
            let bad = try failure([
                Self.stamp, ("Authorization", credential), ("x-amz-content-sha256", word),
            ])
            #expect(bad == .malformedPayloadDigest(word))
            #expect(try #require(bad).answer(in: .s3).code == "InvalidArgument")
        }
    }

    @Test("no answer repeats a token or a signature")
    func discretion() throws {
        let secrets = ["deadbeefsecret", "Signature=abc"]
        let value = "AWS4-HMAC-SHA256 deadbeefsecret, Signature=abc"
        let failure = try #require(try failure([Self.stamp, ("Authorization", value)]))
        for dialect in [SignatureDialect.query, .s3] {
            let answer = failure.answer(in: dialect)
            for secret in secrets.dropFirst() { #expect(!answer.message.contains(secret)) }
        }
    }
}
