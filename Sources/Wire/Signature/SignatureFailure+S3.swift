import Base

/// The sentences of S3.
///
/// - Source: S3 API Reference, "Error responses"; observed answers in public issues, such as
///   robmcvey/cakephp-amazon-s3#15 (components), deliciousbrains/wp-amazon-s3-and-cloudfront#460
///   (credential), soto-project/soto#374 (unsigned fields), versity/versitygw#1427 (no digest) and
///   irods/irods_resource_plugin_s3#1833 (bad digest).
extension SignatureFailure {
    var s3Answer: SignatureAnswer {
        switch self {
        case .missingAuthentication: SignatureAnswer("AccessDenied", 403, "Access Denied")
        case .severalMechanisms:
            SignatureAnswer(
                "InvalidArgument",
                400,
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "
                    + "Signature query string parameter or the Authorization header should be "
                    + "specified"
            ).with("ArgumentName", "Authorization")
        case .unsupportedAlgorithm:
            SignatureAnswer(
                "InvalidRequest",
                400,
                "The authorization mechanism you have provided is not supported. Please use "
                    + "AWS4-HMAC-SHA256."
            )
        case .unsignedHeaders(let names):
            SignatureAnswer(
                "AccessDenied",
                403,
                "There were headers present in the request which were not signed"
            ).with("HeadersNotSigned", names.joined(separator: ", "))
        case .expired(let moment, let now), .notYetCurrent(let moment, let now):
            SignatureAnswer(
                "RequestTimeTooSkewed",
                403,
                "The difference between the request time and the current time is too large."
            ).with("RequestTime", moment.text(.basic)).with("ServerTime", now.text(.extended))
                .with("MaxAllowedSkewMilliseconds", String(Limits.skewSeconds * 1000))
        case .presignedExpired(let lifetime, let expiredAt, let now):
            SignatureAnswer("AccessDenied", 403, "Request has expired")
                .with("X-Amz-Expires", String(lifetime))
                .with("Expires", expiredAt.text(.extended))
                .with("ServerTime", now.text(.extended))
        case .unknownAccessKey(let key):
            SignatureAnswer(
                "InvalidAccessKeyId",
                403,
                "The AWS Access Key Id you provided does not exist in our records."
            ).with("AWSAccessKeyId", key)
        case .invalidToken:
            SignatureAnswer(
                "InvalidToken",
                400,
                "The provided token is malformed or otherwise invalid."
            )
        case .expiredToken:
            SignatureAnswer("ExpiredToken", 400, "The provided token has expired.")
        case .mismatch(let key): Self.s3Mismatch.with("AWSAccessKeyId", key)
        case .malformedSignedHeaders: Self.s3Mismatch
        default: s3Malformed
        }
    }

    static let s3Mismatch = SignatureAnswer(
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match the signature you provided. Check "
            + "your key and signing method."
    )

    private var s3Malformed: SignatureAnswer {
        switch self {
        case .incompleteHeader(let missing, _): Self.s3Incomplete(missing)
        case .malformedComponent(let component):
            Self.malformedHeader(
                "the authorization component "
                    + "\"\(component.prefix(32).prefix { $0 != 0x3D }.text)\" is malformed."
            )
        case .incompleteQuery:
            Self.malformedQuery(
                "Query-string authentication version 4 requires the X-Amz-Algorithm, "
                    + "X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and "
                    + "X-Amz-Expires parameters."
            )
        case .malformedCredential(_, let isPresigned):
            Self.malformedCredential(
                "the Credential is mal-formed; expecting "
                    + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
                isPresigned: isPresigned
            )
        case .wrongScope(let problem):
            Self.malformedCredential(problem.s3Sentence, isPresigned: problem.isPresigned)
        case .malformedDate(_, true):
            Self.malformedQuery(
                "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
            )
        case .malformedDate: Self.s3MissingDate
        case .malformedLifetime(let problem): Self.malformedQuery(problem.s3Sentence)
        case .malformedPayloadDigest(let text):
            SignatureAnswer(
                "InvalidArgument",
                400,
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, "
                    + "STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value."
            ).with("ArgumentName", "x-amz-content-sha256").with("ArgumentValue", text)
        default:
            SignatureAnswer(
                "InvalidRequest",
                400,
                "Missing required header for this request: x-amz-content-sha256"
            )
        }
    }

    private static let s3MissingDate = SignatureAnswer(
        "AccessDenied",
        403,
        "AWS authentication requires a valid Date or x-amz-date header"
    )

    private static func s3Incomplete(_ missing: SignatureParts) -> SignatureAnswer {
        if missing.contains(.algorithm) {
            return SignatureAnswer("InvalidArgument", 400, "Unsupported Authorization Type")
                .with("ArgumentName", "Authorization")
        }
        guard missing != .date else { return s3MissingDate }
        return malformedHeader(
            "the authorization header requires three components: Credential, SignedHeaders, and "
                + "Signature."
        )
    }

    private static func malformedHeader(_ what: String) -> SignatureAnswer {
        SignatureAnswer(
            "AuthorizationHeaderMalformed",
            400,
            "The authorization header is malformed; \(what)"
        )
    }

    private static func malformedQuery(_ message: String) -> SignatureAnswer {
        SignatureAnswer("AuthorizationQueryParametersError", 400, message)
    }

    private static func malformedCredential(_ what: String, isPresigned: Bool) -> SignatureAnswer {
        isPresigned
            ? malformedQuery("Error parsing the X-Amz-Credential parameter; \(what)")
            : malformedHeader(what)
    }
}

extension ScopeProblem {
    /// The first problem, as S3 tells it.
    fileprivate var s3Sentence: String {
        if let terminator {
            return "incorrect terminal \"\(terminator)\". This endpoint uses \"aws4_request\"."
        }
        if let service {
            return "incorrect service \"\(service)\". This endpoint belongs to "
                + "\"\(expectedService)\"."
        }
        if let date {
            return "Invalid credential date \"\(date)\". This date is not the same as X-Amz-Date: "
                + "\"\(stamp.prefix(8))\"."
        }
        return "the region '\(region ?? "")' is wrong; expecting 'us-east-1'"
    }
}

extension SignatureFailure.LifetimeProblem {
    fileprivate var s3Sentence: String {
        switch self {
        case .notANumber: "X-Amz-Expires should be a number"
        case .negative: "X-Amz-Expires must be non-negative"
        case .tooLong:
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires "
                + "must be less than 604800 seconds"
        }
    }
}
