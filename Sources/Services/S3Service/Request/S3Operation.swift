/// The operations that the service has.
enum S3Operation: Hashable, Sendable {
    case listBuckets
    case createBucket, headBucket, deleteBucket
    case listObjects, listObjectsV2, listObjectVersions, deleteObjects
    case listMultipartUploads
    case getBucketPolicy, putBucketPolicy, deleteBucketPolicy
    case getBucketTagging, putBucketTagging, deleteBucketTagging
    case getBucketSetting(BucketSetting)
    case getObject, headObject, putObject, copyObject, deleteObject
    case getObjectTagging, putObjectTagging, deleteObjectTagging
    case getObjectACL, getObjectAttributes
    case createMultipartUpload, uploadPart, uploadPartCopy, completeMultipartUpload
    case abortMultipartUpload, listParts
    /// An operation of S3 that is not here.
    case missing(String)

    /// The operation of a request, told by method, path and sub-resource.
    ///
    /// - Throws: `MethodNotAllowed` when S3 has no such operation.
    init(_ request: S3Request) throws(S3Error) {
        if request.key != nil {
            self = try Self.onObject(request)
        } else if request.bucket != nil {
            self = try Self.onBucket(request)
        } else {
            guard request.method == .get else { throw .methodNotAllowed }
            self = .listBuckets
        }
    }

    private static func onBucket(_ request: S3Request) throws(S3Error) -> S3Operation {
        let query = request.query
        if let name = query.all.first(where: { bucketSubresources.contains($0.name) })?.name {
            return try onBucket(request.method, subresource: name)
        }
        switch request.method {
        case .get: return query["list-type"] == "2" ? .listObjectsV2 : .listObjects
        case .head: return .headBucket
        case .put: return .createBucket
        case .delete: return .deleteBucket
        case .post: return .missing("PostObject")
        case .other: throw .methodNotAllowed
        }
    }

    private static func onBucket(
        _ method: S3Method,
        subresource: String
    ) throws(S3Error) -> S3Operation {
        switch (method, subresource) {
        case (.get, "versions"): return .listObjectVersions
        case (.get, "uploads"): return .listMultipartUploads
        case (.post, "delete"): return .deleteObjects
        case (.get, "policy"): return .getBucketPolicy
        case (.put, "policy"): return .putBucketPolicy
        case (.delete, "policy"): return .deleteBucketPolicy
        case (.get, "tagging"): return .getBucketTagging
        case (.put, "tagging"): return .putBucketTagging
        case (.delete, "tagging"): return .deleteBucketTagging
        case (.get, _):
            if let setting = BucketSetting(rawValue: subresource) {
                return .getBucketSetting(setting)
            }
            return .missing("GET Bucket ?\(subresource)")
        case (.put, _): return .missing("PUT Bucket ?\(subresource)")
        case (.delete, _): return .missing("DELETE Bucket ?\(subresource)")
        default: throw .methodNotAllowed
        }
    }

    private static func onObject(_ request: S3Request) throws(S3Error) -> S3Operation {
        let query = request.query
        if !query.all.isEmpty,
            let name = query.all.first(where: { objectSubresources.contains($0.name) })?.name
        {
            return try onObject(request, subresource: name)
        }
        switch request.method {
        case .get: return .getObject
        case .head: return .headObject
        case .put: return request.header("x-amz-copy-source") == nil ? .putObject : .copyObject
        case .delete: return .deleteObject
        case .post, .other: throw .methodNotAllowed
        }
    }

    private static func onObject(
        _ request: S3Request,
        subresource: String
    ) throws(S3Error) -> S3Operation {
        switch (request.method, subresource) {
        case (.get, "tagging"): return .getObjectTagging
        case (.put, "tagging"): return .putObjectTagging
        case (.delete, "tagging"): return .deleteObjectTagging
        case (.get, "acl"): return .getObjectACL
        case (.get, "attributes"): return .getObjectAttributes
        case (.post, "uploads"): return .createMultipartUpload
        case (.put, "uploadId"):
            return request.header("x-amz-copy-source") == nil ? .uploadPart : .uploadPartCopy
        case (.post, "uploadId"): return .completeMultipartUpload
        case (.delete, "uploadId"): return .abortMultipartUpload
        case (.get, "uploadId"): return .listParts
        case (.other, _), (.head, _): throw .methodNotAllowed
        default: return .missing("Object ?\(subresource)")
        }
    }

    private static let bucketSubresources: Set<String> = [
        "accelerate", "acl", "analytics", "cors", "delete", "encryption", "intelligent-tiering",
        "inventory", "lifecycle", "location", "logging", "metadataTable", "metrics",
        "notification", "object-lock", "ownershipControls", "policy", "policyStatus",
        "publicAccessBlock", "replication", "requestPayment", "session", "tagging", "uploads",
        "versioning", "versions", "website",
    ]

    private static let objectSubresources: Set<String> = [
        "acl", "attributes", "legal-hold", "renameObject", "restore", "retention", "select",
        "tagging", "torrent", "uploadId", "uploads",
    ]
}
