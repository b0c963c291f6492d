import Base

/// The conditions of a request on an object that is there.
///
/// - Source: RFC 9110 section 13.2.2; S3 API Reference, "GetObject" and "CopyObject".
struct Preconditions {
    /// Whether the request may go on.
    enum Outcome: Hashable {
        case met, notModified
        /// A condition does not hold: its header field.
        case failed(String)
    }

    private let match: String?
    private let noneMatch: String?
    private let modifiedSince: Timestamp?
    private let unmodifiedSince: Timestamp?

    /// The conditions on the object that the request names.
    init(_ request: S3Request) {
        match = request.header("if-match")
        noneMatch = request.header("if-none-match")
        modifiedSince = request.header("if-modified-since").flatMap(HTTPDate.read)
        unmodifiedSince = request.header("if-unmodified-since").flatMap(HTTPDate.read)
    }

    /// The conditions on the source of a copy.
    init(source request: S3Request) {
        match = request.header("x-amz-copy-source-if-match")
        noneMatch = request.header("x-amz-copy-source-if-none-match")
        modifiedSince = request.header("x-amz-copy-source-if-modified-since")
            .flatMap(HTTPDate.read)
        unmodifiedSince = request.header("x-amz-copy-source-if-unmodified-since")
            .flatMap(HTTPDate.read)
    }

    func outcome(etag: EntityTag, modified: Timestamp) -> Outcome {
        if let match {
            guard Self.names(match, etag) else { return .failed("If-Match") }
        } else if let unmodifiedSince, modified.truncatedToSeconds > unmodifiedSince {
            return .failed("If-Unmodified-Since")
        }
        if let noneMatch {
            if Self.names(noneMatch, etag) { return .notModified }
        } else if let modifiedSince, modified.truncatedToSeconds <= modifiedSince {
            return .notModified
        }
        return .met
    }

    /// Whether a list of tags, or `*`, names a tag.
    static func names(_ list: String, _ etag: EntityTag) -> Bool {
        for part in list.split(separator: ",") {
            var text = part
            while text.first == " " { text = text.dropFirst() }
            while text.last == " " { text = text.dropLast() }
            if text.hasPrefix("W/") { text = text.dropFirst(2) }
            if text == "*" || etag.matches(text) { return true }
        }
        return false
    }
}
