/// The limits of signature parsing, each with its reason.
enum Limits {
    /// The longest `Authorization` value in bytes.
    ///
    /// Our own: a credential of 128 + 64 bytes, a signature and the names of a hundred signed header fields fit in 4 KiB.
    static let authorization = 8192

    /// The longest `SignedHeaders` in bytes; our own, see above.
    static let signedHeaders = 4096
    /// The most names in it; our own, see above.
    static let signedHeaderNames = 128

    /// The longest session token in bytes.
    ///
    /// - Source: botocore, `sts` model, `MinimumSessionTokenSize` (at most 4096); doubled, since AWS
    ///   asks clients to make no assumption.
    static let sessionToken = 8192

    /// The longest region and service names in a credential scope; our own.
    static let scopeName = 64

    /// The longest signature of a certificate's key in bytes: RSA with 8,192 bits; our own.
    static let certificateSignature = 1024

    /// The most certificates that come along with one.
    ///
    /// - Source: IAM Roles Anywhere User Guide, "Signing process": chains of at most five.
    static let certificateChain = 5

    /// How far a request's time may be from ours, in seconds.
    ///
    /// - Source: IAM User Guide, "Troubleshoot signed requests for AWS APIs": 15 minutes for most
    ///   services; S3 API Reference, "Error responses", RequestTimeTooSkewed.
    static let skewSeconds: Int64 = 900

    /// The longest life of a presigned request in seconds: seven days.
    ///
    /// - Source: S3 API Reference, "Authenticating Requests: Using Query Parameters".
    static let presignedSeconds = 604_800

    /// Signing keys held by a cache, 600 bytes each.
    ///
    /// Our own: a busy node's keys, regions and days.
    static let signingKeys = 16_384

    /// The longest line of `aws-chunked` framing: a size of 16 digits and a chunk signature make 99
    /// bytes; the rest is room for extensions.
    static let chunkLine = 512

    /// The greatest chunk in bytes.
    ///
    /// S3's greatest single upload is 5 GiB.
    ///
    /// - Source: S3 User Guide, "Uploading objects".
    static let chunk: Int64 = 5 << 30

    /// The least size of a signed chunk but for the last.
    ///
    /// - Source: S3 API Reference, "Signature calculations: transferring payload in multiple chunks".
    static let leastChunk: Int64 = 8192

    /// The most trailing fields; our own: S3 takes one checksum and a signature.
    static let trailers = 8
    /// The longest line of a trailing field in bytes; our own.
    static let trailerLine = 1024
}
