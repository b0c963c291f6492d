/// The `aws-chunked` framing of S3 uploads.
///
/// - Source: S3 API Reference, "Signature Calculations for the Authorization Header: Transferring
///   Payload in Multiple Chunks (Chunked Upload)" and "… Including Trailing Headers (Chunked Upload)".
public enum ChunkedBody {
    /// A field that comes after the last chunk, such as a checksum.
    public struct Trailer: Sendable, Hashable {
        /// The name in lower case.
        public let name: String
        /// The value without the white space around it.
        public let value: String
    }

    /// Why a body was refused.
    public enum Failure: Error, Sendable, Hashable {
        /// The framing is broken, or a line is too long.
        case malformed
        /// A chunk, or the trailing fields, do not have the signature that the key gives.
        case mismatch
        /// A chunk that is not the last has less than 8192 bytes: how many, and which, from 1.
        case chunkTooSmall(bytes: Int64, number: Int)
        /// The chunks hold more or fewer bytes than `x-amz-decoded-content-length` says.
        case wrongLength
        /// The body ended before its last chunk.
        case incomplete
        /// The trailing fields are broken, too many or too long.
        case malformedTrailer

        /// S3's code, status and sentence.
        public var answer: SignatureAnswer {
            switch self {
            case .malformed, .wrongLength, .incomplete:
                SignatureAnswer(
                    "IncompleteBody",
                    400,
                    "The request body terminated unexpectedly"
                )
            case .mismatch: SignatureFailure.s3Mismatch
            case .chunkTooSmall(let bytes, let number):
                SignatureAnswer(
                    "InvalidChunkSizeError",
                    403,
                    "Only the last chunk is allowed to have a size less than 8192 bytes"
                ).with("Chunk", String(number)).with("BadChunkSize", String(bytes))
            case .malformedTrailer:
                SignatureAnswer(
                    "MalformedTrailerError",
                    400,
                    "The request contained trailing data that was not well-formed or did not "
                        + "conform to our published schema."
                )
            }
        }
    }
}
