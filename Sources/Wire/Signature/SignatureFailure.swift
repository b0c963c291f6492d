/// Why a signature is refused, before it is known who sent it or after.
public enum SignatureFailure: Error, Hashable, Sendable {
    /// There is no signature at all.
    case missing
    /// The `Authorization` header lacks parts; each sentence names one.
    case incomplete([String], authorizationHash: String)
    /// The `Authorization` header names another scheme or version.
    case unsupported(String)
    /// The credential has not five parts.
    case credentialParts(String)
    /// The credential's last part is not `aws4_request`.
    case terminator(String)
    /// The credential's region is no region.
    case region(String)
    /// The credential is for another service.
    case service(expected: String)
    /// The date of the scope is not that of the request.
    case scopeDate(scope: String, request: String)
    /// Neither `X-Amz-Date` nor `Date` is there, or it is unreadable.
    case date(String)
    /// The request was signed more than 15 minutes ago, or presigned and past its time.
    case expired(signed: String, oldest: String, now: String)
    /// The request is signed more than 15 minutes ahead.
    case notYetCurrent(signed: String, newest: String, now: String)
    /// A presigned request is past its time.
    case presignExpired(seconds: Int, expires: String, now: String)
    /// A query parameter of a presigned request is missing or malformed.
    case queryParameters(String)
    /// A header that must be signed is not.
    case unsignedHeaders([String])
    /// The host is not signed.
    case unsignedHost
    /// The content hash header is missing (S3) or has an unknown form.
    case contentHash(String?)
    /// The body is not the one whose hash was announced.
    case bodyMismatch(announced: String, computed: String)
    /// The key is unknown, inactive or does not fit the token.
    case unknownKey(String)
    /// The session token is not ours, is damaged, or its issuer is gone.
    case invalidToken
    /// The session has ended.
    case expiredToken
    /// The signature is not the one that was computed.
    case mismatch
}
