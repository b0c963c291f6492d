/// The object that a copy reads: `x-amz-copy-source`.
struct CopySource: Sendable {
    let bucket: String
    let key: String

    /// Reads `[/]BUCKET/KEY[?versionId=null]`, percent-encoded.
    ///
    /// - Throws: `InvalidArgument`.
    init(_ request: S3Request) throws(S3Error) {
        let text = request.header("x-amz-copy-source") ?? ""
        let malformed = S3Error.invalidArgument(
            "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
            "x-amz-copy-source",
            text
        )
        var bytes = Array(text.utf8)[...]
        if let mark = bytes.firstIndex(of: 0x3F) {
            let query = try QueryParameters(bytes[(mark + 1)...])
            if let version = query["versionId"], version != "null" {
                throw .invalidArgument("Invalid version id specified", "versionId", version)
            }
            bytes = bytes[..<mark]
        }
        guard var path = PercentCoding.decode(bytes, plusIsSpace: false) else { throw malformed }
        if path.hasPrefix("/") { path.removeFirst() }
        guard let slash = path.utf8.firstIndex(of: 0x2F) else { throw malformed }
        bucket = String(path[..<slash])
        key = String(path[path.utf8.index(after: slash)...])
        guard !bucket.isEmpty, !key.isEmpty, key.utf8.count <= Limits.keyBytes else {
            throw malformed
        }
    }
}
