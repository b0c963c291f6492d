/// Condition keys that S3 takes from the request.
///
/// - Source: Service Authorization Reference, "Condition keys for Amazon S3".
extension S3ContextValue {
    /// The keys that a write of an object may carry.
    static func ofWrite(_ request: S3Request, tags: [RecordPair]) -> [S3ContextValue] {
        var keys = ofHeaders(request)
        guard !tags.isEmpty else { return keys }
        for tag in tags {
            keys.append(S3ContextValue(key: "s3:RequestObjectTag/" + tag.name, values: [tag.value]))
        }
        keys.append(
            S3ContextValue(
                key: "s3:RequestObjectTagKeys",
                values: tags.map(\.name),
                isList: true
            )
        )
        return keys
    }

    /// The tags of an object that is there.
    static func ofExisting(_ record: ObjectRecord?) -> [S3ContextValue] {
        guard let record, !record.tags.isEmpty else { return [] }
        return record.tags.map {
            S3ContextValue(key: "s3:ExistingObjectTag/" + $0.name, values: [$0.value])
        }
    }

    /// The keys of a listing.
    static func ofListing(_ request: S3Request) -> [S3ContextValue] {
        var keys: [S3ContextValue] = []
        for name in ["prefix", "delimiter", "max-keys"] {
            guard let value = request.query[name] else { continue }
            keys.append(S3ContextValue(key: "s3:" + name, values: [value]))
        }
        return keys
    }

    private static func ofHeaders(_ request: S3Request) -> [S3ContextValue] {
        var keys: [S3ContextValue] = []
        func add(_ key: String, _ value: String?) {
            if let value { keys.append(S3ContextValue(key: key, values: [value])) }
        }
        add("s3:x-amz-acl", request.header("x-amz-acl"))
        add("s3:x-amz-storage-class", request.header("x-amz-storage-class"))
        add("s3:x-amz-copy-source", request.header("x-amz-copy-source"))
        add("s3:x-amz-metadata-directive", request.header("x-amz-metadata-directive"))
        add("s3:if-match", request.header("if-match"))
        add("s3:if-none-match", request.header("if-none-match"))
        return keys
    }
}
