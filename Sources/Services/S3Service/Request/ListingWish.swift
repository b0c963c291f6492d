/// The parameters that all listings of keys share.
struct ListingWish: Sendable {
    let prefix: String
    let delimiter: String
    let limit: Int
    let isCoded: Bool

    /// Reads the query.
    ///
    /// - Throws: `InvalidArgument`.
    init(_ request: S3Request) throws(S3Error) {
        let query = request.query
        prefix = query["prefix"] ?? ""
        delimiter = query["delimiter"] ?? ""
        limit = try query.count("max-keys", atMost: Limits.pageEntries) ?? Limits.pageEntries
        let encoding = query["encoding-type"] ?? ""
        guard encoding.isEmpty || encoding == "url" else {
            throw .invalidArgument(
                "Invalid Encoding Method specified in Request",
                "encoding-type",
                encoding
            )
        }
        isCoded = !encoding.isEmpty
    }

    /// A text as the client wants it.
    func coded(_ text: String) -> String { isCoded ? PercentCoding.encodeForm(text) : text }

    /// The place after a marker; one that is itself a common prefix stands for all its keys.
    func start(after marker: String) -> Listing.Start {
        guard !marker.isEmpty else { return .beginning }
        let common = Listing.commonPrefix(of: marker, prefix: prefix, delimiter: delimiter)
        return common == marker ? .afterPrefix(marker) : .afterKey(marker)
    }

    /// Adds what every listing tells about itself.
    func describe(_ listing: Listing, in document: inout XMLAnswer) {
        document.number("MaxKeys", limit)
        if !delimiter.isEmpty { document.text("Delimiter", coded(delimiter)) }
        if isCoded { document.text("EncodingType", "url") }
        document.flag("IsTruncated", listing.next != nil)
    }
}
