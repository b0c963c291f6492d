import Cryptography
import HTTPMessage

/// A request in the one form that both sides sign.
///
/// - Source: IAM User Guide, "Create a signed AWS API request", "Create a canonical request".
struct CanonicalRequest {
    /// How path and query are written.
    enum Spelling {
        /// The path without `.`, `..` and empty segments, encoded once more: for all services but S3.
        case encodedAgain
        /// The path decoded and encoded anew, as S3 writes a key.
        case encodedAnew
        /// Both as sent, as S3's clients sign a URL that they were given.
        case asSent
    }

    let head: RequestHead
    let spelling: Spelling
    var bytes: [UInt8] = []

    init(head: RequestHead, spelling: Spelling) {
        self.head = head
        self.spelling = spelling
        bytes.reserveCapacity(head.bytes.count + 256)
    }

    mutating func append(_ text: ArraySlice<UInt8>) { bytes.append(contentsOf: text) }

    mutating func append(_ digest: Digest256) { digest.appendHex(to: &bytes) }

    /// Adds the first three lines.
    mutating func appendMethodPathAndQuery(isPresigned: Bool) {
        append(head.bytes[head.method])
        bytes.append(0x0A)
        appendPath()
        bytes.append(0x0A)
        if !head.query.isEmpty { appendQuery(isPresigned: isPresigned) }
        bytes.append(0x0A)
    }

    private mutating func appendPath() {
        let path = head.bytes[head.path]
        guard path.count > 1 else { return bytes.append(0x2F) }
        switch spelling {
        case .encodedAgain: appendWithoutDotSegments(path)
        case .encodedAnew:
            PercentCoding.appendNormalized(path, plusIsSpace: false, keepsSlash: true, to: &bytes)
        case .asSent: append(path)
        }
    }

    /// Adds the path without `.`, `..` and empty segments, encoded once more.
    ///
    /// - Source: RFC 3986 section 5.2.4; botocore, `utils.remove_dot_segments`, for empty segments.
    private mutating func appendWithoutDotSegments(_ path: ArraySlice<UInt8>) {
        var kept: [ArraySlice<UInt8>] = []
        for segment in path.split(separator: 0x2F) where !segment.equals(".") {
            if segment.equals("..") { _ = kept.popLast() } else { kept.append(segment) }
        }
        for segment in kept {
            bytes.append(0x2F)
            for byte in segment { PercentCoding.append(byte, keepsSlash: false, to: &bytes) }
        }
        if kept.isEmpty || path.last == 0x2F { bytes.append(0x2F) }
    }
}
