/// A refusal as it goes over the wire.
public struct SignatureRefusal: Hashable, Sendable {
    /// AWS's code.
    public let code: String
    /// AWS's text.
    public let message: String
    /// The HTTP status.
    public let status: Int
}

extension SignatureFailure {
    /// The refusal of the services of the Query protocol.
    ///
    /// - Source: IAM User Guide, "Troubleshooting Signature Version 4 requests"; "Common errors";
    ///   `Docs/compatibility.md` for the texts that AWS does not print.
    public var queryRefusal: SignatureRefusal {
        switch self {
        case .missing:
            refusal("MissingAuthenticationToken", "Request is missing Authentication Token", 403)
        case .incomplete(let sentences, let hash):
            refusal(
                "IncompleteSignature",
                sentences.joined(separator: " ")
                    + " (Hashed with SHA-256 and encoded with Base64) Authorization=\(hash)", 400)
        case .unsupported(let scheme):
            refusal("IncompleteSignature", "Unsupported AWS 'algorithm': '\(scheme)'", 400)
        case .credentialParts(let text):
            refusal(
                "IncompleteSignature",
                "Credential must have exactly 5 slash-delimited elements, e.g. "
                    + "keyid/date/region/service/term, got '\(text)'", 400)
        case .date(let text):
            refusal(
                "IncompleteSignature",
                text.isEmpty
                    ? "Authorization header requires existence of either a 'X-Amz-Date' or a "
                        + "'Date' header."
                    : "Date must be in ISO-8601 'basic format'. Got '\(text)'. See "
                        + "http://en.wikipedia.org/wiki/ISO_8601", 400)
        case .queryParameters(let text): refusal("IncompleteSignature", text, 400)
        case .unknownKey, .invalidToken:
            refusal(
                "InvalidClientTokenId", "The security token included in the request is invalid.",
                403)
        case .expiredToken:
            refusal(
                "ExpiredToken", "The security token included in the request is expired", 403)
        default:
            refusal("SignatureDoesNotMatch", mismatchText, 403)
        }
    }

    /// What the services of the Query protocol say with `SignatureDoesNotMatch`.
    private var mismatchText: String {
        switch self {
        case .terminator(let text):
            "Credential should be scoped with a valid terminator: 'aws4_request', not '\(text)'."
        case .region: "Credential should be scoped to a valid region. "
        case .service(let expected):
            "Credential should be scoped to correct service: '\(expected)'. "
        case .scopeDate(let scope, let request):
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
                + "HTTP: '\(scope)' != '\(request.prefix(8))', from '\(request)'."
        case .expired(let signed, let oldest, let now):
            "Signature expired: \(signed) is now earlier than \(oldest) (\(now) - 15 min.)"
        case .notYetCurrent(let signed, let newest, let now):
            "Signature not yet current: \(signed) is still later than \(newest) (\(now) + 15 min.)"
        case .presignExpired(let seconds, let expires, let now):
            "Signature expired: \(expires) is now earlier than \(now) (presigned for \(seconds) s)"
        case .unsignedHost:
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        case .unsignedHeaders(let names):
            "'\(names.joined(separator: "', '"))' must be a 'SignedHeader' in the AWS "
                + "Authorization."
        case .contentHash(let text):
            "The value '\(text ?? "")' of x-amz-content-sha256 is not supported."
        default:
            "The request signature we calculated does not match the signature you provided. Check "
                + "your AWS Secret Access Key and signing method. Consult the service "
                + "documentation for details."
        }
    }

    func refusal(_ code: String, _ message: String, _ status: Int) -> SignatureRefusal {
        SignatureRefusal(code: code, message: message, status: status)
    }
}
