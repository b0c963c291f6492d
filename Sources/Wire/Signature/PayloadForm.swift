public import Cryptography

/// How the signature of a request covers its body.
///
/// - Source: S3 API Reference, "Authenticating Requests: Using the Authorization Header".
public enum PayloadForm: Sendable {
    /// Services but S3: the digest of the body as received is part of what is signed.
    case body
    /// S3: this digest was signed, and the body must have it.
    case digest(Digest256)
    /// S3: the body is not signed.
    case unsigned
    /// S3: the body is in `aws-chunked` framing.
    case chunked(ChunkedForm)
}

/// The kinds of `aws-chunked` framing.
public enum ChunkedForm: Sendable, Hashable, CaseIterable {
    /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`: every chunk carries a signature.
    case signed
    /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER`: the trailing fields carry one too.
    case signedWithTrailer
    /// `STREAMING-UNSIGNED-PAYLOAD-TRAILER`: trailing fields, and no signature.
    case unsignedWithTrailer

    /// Whether chunks carry signatures.
    public var isSigned: Bool { self != .unsignedWithTrailer }

    /// Whether trailing fields come after the last chunk.
    public var hasTrailer: Bool { self != .signed }
}
