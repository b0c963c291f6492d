public import Base
public import Cryptography

/// What a request claims of its own signature; nothing in it is proven yet.
public struct SignedRequest: Sendable {
    /// Where the signature stands.
    public enum Form: Sendable {
        /// In the `Authorization` header.
        case header
        /// In the query, as a presigned URL has it.
        case query
    }

    /// What the signature says of the body.
    public enum Payload: Sendable, Hashable {
        /// Nothing: the body's own hash goes into the signature.
        case implied
        /// The hash that was announced; the body must have it.
        case announced
        /// `UNSIGNED-PAYLOAD`: the body is not signed (S3 only).
        case unsigned
        /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`: each chunk is signed.
        case signedChunks
        /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER`: each chunk and the trailer are signed.
        case signedChunksWithTrailer
        /// `STREAMING-UNSIGNED-PAYLOAD-TRAILER`: chunks and trailer without signatures.
        case unsignedChunksWithTrailer
    }

    /// Where the signature stands.
    public let form: Form
    /// The key that it is said to be made with.
    public let accessKeyID: AccessKeyID
    /// The scope's date, `yyyyMMdd`.
    public let date: String
    /// The scope's region; any well-formed one.
    public let region: String
    /// The scope's service, such as `sts`.
    public let service: String
    /// When the request was signed.
    public let signedAt: Timestamp
    /// How long a presigned request lives, in seconds.
    public let expiresSeconds: Int?
    /// The session token of temporary credentials.
    public let sessionToken: String?
    /// What the signature says of the body.
    public let payload: Payload
    /// The hash that `.announced` names.
    public let announcedHash: Digest256?
    /// The signature itself.
    public let signature: Digest256
    /// The names that were signed: lower case, in order, joined by semicolons.
    let signedHeaders: [UInt8]
    /// Where each signed header lies within `signedHeaders`.
    let signedNames: [Range<Int>]

    /// The scope as it stands in the string to sign.
    public var scope: String { "\(date)/\(region)/\(service)/aws4_request" }
}
