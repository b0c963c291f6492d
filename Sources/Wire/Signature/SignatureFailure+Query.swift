import Base
import Cryptography

/// The sentences of IAM and STS.
///
/// - Source: IAM User Guide, "Troubleshoot signed requests for AWS APIs"; IAM API Reference, "Common
///   Errors"; observed answers in public issues, such as aws/chalice#828 (parts of the header),
///   mhart/aws4#97 (credential), aws/aws-sdk-php#2469 (host) and aws/aws-sdk-ruby#317 (version 2).
extension SignatureFailure {
    var queryAnswer: SignatureAnswer {
        switch self {
        case .missingAuthentication:
            SignatureAnswer(
                "MissingAuthenticationToken",
                403,
                "Request is missing Authentication Token"
            )
        case .unknownAccessKey, .invalidToken:
            SignatureAnswer(
                "InvalidClientTokenId",
                403,
                "The security token included in the request is invalid."
            )
        case .expiredToken:
            SignatureAnswer(
                "ExpiredToken",
                403,
                "The security token included in the request is expired"
            )
        case .wrongScope(let problem): Self.mismatch(problem.querySentence)
        case .mismatch, .malformedSignedHeaders:
            Self.mismatch(
                "The request signature we calculated does not match the signature you provided. "
                    + "Check your AWS Secret Access Key and signing method. Consult the service "
                    + "documentation for details."
            )
        case .unsignedHeaders(let names): Self.mismatch(Self.unsignedSentence(names))
        case .expired(let signedAt, let now):
            Self.mismatch(
                "Signature expired: \(signedAt.text(.basic)) is now earlier than "
                    + "\(now.adding(seconds: -Limits.skewSeconds).text(.basic)) "
                    + "(\(now.text(.basic)) - 15 min.)"
            )
        case .notYetCurrent(let signedAt, let now):
            Self.mismatch(
                "Signature not yet current: \(signedAt.text(.basic)) is still later than "
                    + "\(now.adding(seconds: Limits.skewSeconds).text(.basic)) "
                    + "(\(now.text(.basic)) + 15 min.)"
            )
        case .presignedExpired(_, let expiredAt, let now):
            Self.mismatch(
                "Signature expired: \(expiredAt.text(.basic)) is now earlier than "
                    + now.text(.basic)
            )
        default: SignatureAnswer("IncompleteSignature", 400, incompleteSentence)
        }
    }

    private static func mismatch(_ message: String) -> SignatureAnswer {
        SignatureAnswer("SignatureDoesNotMatch", 403, message)
    }

    private static func unsignedSentence(_ names: [String]) -> String {
        names.map { name in
            let shown = name == "host" ? "'Host' or ':authority'" : "'\(name)'"
            return "\(shown) must be a 'SignedHeader' in the AWS Authorization."
        }.joined(separator: " ")
    }

    private var incompleteSentence: String {
        switch self {
        case .severalMechanisms: "Request has more than one signature or date"
        case .unsupportedAlgorithm(let name, _): "Unsupported AWS 'algorithm': '\(name)'."
        case .incompleteHeader(let missing, let digest):
            missing.headerSentence + " (Hashed with SHA-256 and encoded with Base64) Authorization="
                + Base64.text(digest)
        case .malformedComponent(let component):
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with "
                + "SHA-256 and encoded with Base64): '"
                + Base64.text(SHA256.hash(component).bytes) + "'."
        case .incompleteQuery(let missing): missing.querySentence
        case .malformedCredential(let text, _):
            "Credential must have exactly 5 slash-delimited elements, e.g. "
                + "keyid/date/region/service/term, got '\(text)'"
        case .malformedDate(let text, _):
            "Date must be in ISO-8601 'basic format'. Got '\(text)'. See "
                + "http://en.wikipedia.org/wiki/ISO_8601"
        case .malformedLifetime:
            "X-Amz-Expires must be a number of seconds between 0 and 604800"
        default: "Request must contain a signature that conforms to AWS standards"
        }
    }
}

extension SignatureParts {
    private static let names: [(SignatureParts, String)] = [
        (.algorithm, "Algorithm"), (.credential, "Credential"), (.signature, "Signature"),
        (.signedHeaders, "SignedHeaders"), (.date, "Date"), (.lifetime, "Expires"),
    ]

    fileprivate var headerSentence: String {
        var sentences: [String] = []
        for (part, name) in Self.names where contains(part) && part != .algorithm {
            sentences.append(
                part == .date
                    ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
                        + "header."
                    : "Authorization header requires '\(name)' parameter."
            )
        }
        return sentences.joined(separator: " ")
    }

    fileprivate var querySentence: String {
        var sentences: [String] = []
        for (part, name) in Self.names where contains(part) {
            sentences.append("AWS query-string parameters must include 'X-Amz-\(name)'.")
        }
        sentences.append("Re-examine the query-string parameters.")
        return sentences.joined(separator: " ")
    }
}

extension ScopeProblem {
    /// All problems in a row, as AWS tells them.
    fileprivate var querySentence: String {
        var text = ""
        if region != nil { text += "Credential should be scoped to a valid region. " }
        if service != nil {
            text += "Credential should be scoped to correct service: '\(expectedService)'. "
        }
        if let terminator {
            text +=
                "Credential should be scoped with a valid terminator: 'aws4_request', not "
                + "'\(terminator)'. "
        }
        if let date {
            text +=
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
                + "from HTTP: '\(date)' != '\(stamp.prefix(8))', from '\(stamp)'."
        }
        return text
    }
}
