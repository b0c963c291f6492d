extension SignatureFailure {
    /// The refusal of S3, which has codes of its own.
    ///
    /// - Source: Amazon S3 API Reference, "Error responses".
    public var s3Refusal: SignatureRefusal {
        switch self {
        case .missing: refusal("AccessDenied", "Access Denied", 403)
        case .incomplete(let sentences, _):
            malformed(sentences.joined(separator: " "))
        case .unsupported(let scheme):
            scheme == "AWS"
                ? refusal(
                    "InvalidRequest",
                    "The authorization mechanism you have provided is not supported. Please use "
                        + "AWS4-HMAC-SHA256.", 400)
                : refusal("InvalidArgument", "Unsupported Authorization Type", 400)
        case .credentialParts:
            malformed(
                "the Credential is mal-formed; expecting "
                    + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".")
        case .terminator(let text):
            malformed("incorrect terminator \"\(text)\". This endpoint belongs to \"aws4_request\".")
        case .region(let text): malformed("the region '\(text)' is wrong")
        case .service: malformed("incorrect service. This endpoint belongs to \"s3\".")
        case .scopeDate(let scope, _): malformed("Invalid credential date \"\(scope)\".")
        case .date:
            refusal(
                "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header",
                403)
        case .expired, .notYetCurrent:
            refusal(
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.", 403)
        case .presignExpired: refusal("AccessDenied", "Request has expired", 403)
        case .queryParameters(let text):
            refusal("AuthorizationQueryParametersError", text, 400)
        case .unsignedHeaders:
            refusal(
                "AccessDenied", "There were headers present in the request which were not signed",
                403)
        case .unsignedHost:
            refusal("AccessDenied", "The host header must be signed", 403)
        case .contentHash(nil):
            refusal(
                "InvalidRequest", "Missing required header for this request: x-amz-content-sha256",
                400)
        case .contentHash:
            refusal(
                "InvalidArgument",
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, "
                    + "STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.", 400)
        case .bodyMismatch:
            refusal(
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.", 400)
        case .unknownKey:
            refusal(
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.", 403)
        case .invalidToken:
            refusal(
                "InvalidToken", "The provided token is malformed or otherwise invalid.", 400)
        case .expiredToken: refusal("ExpiredToken", "The provided token has expired.", 400)
        case .mismatch:
            refusal(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. "
                    + "Check your key and signing method.", 403)
        }
    }

    private func malformed(_ reason: String) -> SignatureRefusal {
        refusal(
            "AuthorizationHeaderMalformed", "The authorization header is malformed; \(reason)", 400)
    }
}
