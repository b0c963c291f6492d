import Store

/// A page of a bucket's unfinished uploads.
struct UploadListing: Sendable {
    var uploads: [(key: String, id: UploadID, record: UploadRecord)] = []
    var prefixes: [String] = []
    /// Whether there are more.
    var isTruncated = false
    /// Where the next page goes on after.
    var lastKey = ""
    var lastID: UploadID?

    var count: Int { uploads.count + prefixes.count }
}

extension StoreReader {
    /// A page of uploads by key and time; prefixes count like uploads.
    ///
    /// - Source: S3 API Reference, "ListMultipartUploads".
    func uploads(
        in bucket: String,
        prefix: String,
        delimiter: String,
        after marker: (key: String, id: UploadID?),
        limit: Int
    ) throws -> UploadListing {
        var listing = UploadListing()
        let scope = S3Keys.uploads(in: bucket).tail(prefix)
        let skipped = Listing.commonPrefix(of: marker.key, prefix: prefix, delimiter: delimiter)
        try forEachEntry(prefix: scope) { entry in
            guard !listing.isTruncated, let found = S3Keys.upload(of: entry.key, in: bucket),
                isAfter(marker, found)
            else { return }
            let common = Listing.commonPrefix(
                of: found.key,
                prefix: prefix,
                delimiter: delimiter
            )
            if let common, common == listing.prefixes.last { return }
            if let common, common == skipped, marker.key == skipped { return }
            guard listing.count < limit else {
                listing.isTruncated = true
                return
            }
            if let common {
                listing.prefixes.append(common)
                listing.lastKey = common
                listing.lastID = nil
            } else {
                let record = try UploadRecord(decoding: entry.value)
                listing.uploads.append((found.key, found.id, record))
                listing.lastKey = found.key
                listing.lastID = found.id
            }
        }
        return listing
    }

    private func isAfter(
        _ marker: (key: String, id: UploadID?),
        _ found: (key: String, id: UploadID)
    ) -> Bool {
        guard !marker.key.isEmpty else { return true }
        guard found.key != marker.key else {
            guard let id = marker.id else { return false }
            return id.bytes.lexicographicallyPrecedes(found.id.bytes)
        }
        return marker.key.utf8.lexicographicallyPrecedes(found.key.utf8)
    }
}
