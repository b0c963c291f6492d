public import Base

/// Why a request's signature was refused; `answer(in:)` gives AWS's words for it.
public enum SignatureFailure: Error, Sendable, Hashable {
    /// The request is not signed, and had to be.
    case missingAuthentication
    /// The request is signed in more than one place.
    case severalMechanisms
    /// The signature is of a kind that is not served: Signature Version 2, or 4A.
    case unsupportedAlgorithm(String, isPresigned: Bool)
    /// The `Authorization` field is of another kind, or lacks parts.
    case incompleteHeader(missing: SignatureParts, authorization: [UInt8])
    /// A part of the `Authorization` field has no equals sign, or is there twice, or is unknown.
    case malformedComponent([UInt8])
    /// The query lacks parts, or has one twice.
    case incompleteQuery(missing: SignatureParts)
    /// The credential does not have five parts.
    case malformedCredential(String, isPresigned: Bool)
    /// The time cannot be read.
    case malformedDate(String, isPresigned: Bool)
    /// The credential is for another region, service or day.
    case wrongScope(ScopeProblem)
    /// Header fields that had to be signed were not.
    case unsignedHeaders([String])
    /// The names of signed header fields are not in lower case, not in order, or too many.
    case malformedSignedHeaders
    /// `X-Amz-Expires` is not a number of seconds from 1 to a week.
    case malformedLifetime(LifetimeProblem)
    /// The time of the request is too far in the past.
    case expired(signedAt: Timestamp, now: Timestamp)
    /// The time of the request is too far in the future.
    case notYetCurrent(signedAt: Timestamp, now: Timestamp)
    /// A presigned request has outlived what it says.
    case presignedExpired(lifetimeSeconds: Int, expiredAt: Timestamp, now: Timestamp)
    /// S3 needs `x-amz-content-sha256`.
    case missingPayloadDigest
    /// `x-amz-content-sha256` is neither a digest nor one of the words.
    case malformedPayloadDigest(String)
    /// No active key has the id; also a token of a session that is no more, or one that is missing.
    case unknownAccessKey(String)
    /// The session token was not issued here, was altered, or is another key's.
    case invalidToken
    /// The session is over.
    case expiredToken
    /// The signature is not the one that the key gives.
    case mismatch(accessKeyID: String)

    /// Why `X-Amz-Expires` was refused.
    public enum LifetimeProblem: Sendable, Hashable {
        /// Not decimal digits.
        case notANumber
        /// Less than zero.
        case negative
        /// Longer than a week.
        case tooLong
    }
}
