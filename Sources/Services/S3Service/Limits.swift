/// What the service accepts at most, each with the source of its number.
public enum Limits {
    /// Bytes of a key in UTF-8.
    ///
    /// - Source: S3 User Guide, "Naming Amazon S3 objects".
    public static let keyBytes = 1024

    /// Bytes of one PutObject or UploadPart: 5 GiB.
    ///
    /// - Source: S3 User Guide, "Uploading objects" and "Amazon S3 multipart upload limits".
    public static let singlePutBytes: Int64 = 5 << 30

    /// Bytes of a whole object: 5 TiB.
    ///
    /// - Source: S3 User Guide, "Amazon S3 multipart upload limits".
    public static let objectBytes: Int64 = 5 << 40

    /// Bytes of every part but the last: 5 MiB.
    ///
    /// - Source: S3 User Guide, "Amazon S3 multipart upload limits".
    public static let leastPartBytes: Int64 = 5 << 20

    /// The highest part number.
    ///
    /// - Source: S3 User Guide, "Amazon S3 multipart upload limits".
    public static let partNumber = 10_000

    /// Bytes of the names and values of a request's user metadata.
    ///
    /// - Source: S3 User Guide, "Working with object metadata": 2 KB.
    public static let userMetadataBytes = 2048

    /// Keys of one DeleteObjects call.
    ///
    /// - Source: S3 API Reference, "DeleteObjects".
    public static let deletedKeys = 1000

    /// Entries of one page of a listing.
    ///
    /// - Source: S3 API Reference, "ListObjectsV2", `max-keys`.
    public static let pageEntries = 1000

    /// Bytes of a bucket policy: 20 KB.
    ///
    /// - Source: S3 User Guide, "Bucket policies for Amazon S3".
    public static let bucketPolicyBytes = 20 * 1024

    /// Tags of an object.
    ///
    /// - Source: S3 User Guide, "Categorizing your objects using tags".
    public static let objectTags = 10

    /// Tags of a bucket.
    ///
    /// - Source: S3 User Guide, "Using cost allocation S3 bucket tags".
    public static let bucketTags = 50

    /// Characters of a tag's key.
    ///
    /// - Source: S3 User Guide, "Categorizing your objects using tags".
    public static let tagKeyCharacters = 128

    /// Characters of a tag's value.
    ///
    /// - Source: S3 User Guide, "Categorizing your objects using tags".
    public static let tagValueCharacters = 256

    /// Bytes of an XML body: a DeleteObjects of 1000 keys of 1024 bytes, and as much again.
    public static let documentBytes = 2 << 20

    /// Bytes of a CompleteMultipartUpload body: 10,000 parts of up to 400 bytes.
    public static let partListBytes = 4 << 20

    /// Bytes of a body where none is expected.
    public static let strayBodyBytes = 64 << 10

    /// Bytes of an object that is kept within its record instead of a file of its own.
    ///
    /// Ours: a page of the store's file; one read then answers a request.
    static let inlineBytes = 4096

    /// Bytes that are copied at once from file to file.
    static let copyBufferBytes = 256 << 10

    /// Bucket records that the cache holds before it starts anew.
    static let cachedBuckets = 4096

    /// Threads that make files durable and copy them.
    static let workers = 4

    /// Entries that one step of a scan reads.
    static let scanEntries = 512

    /// Query parameters of a request: S3's operations know fewer than thirty.
    static let queryParameters = 100
}
