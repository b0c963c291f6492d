public import Base

/// What the service asks of the rest of the server about bucket policies.
public protocol S3Gate: Sendable {
    /// Checks a bucket policy, binds its principals to unique ids, and compiles it.
    ///
    /// - Throws: `MalformedPolicy` with AWS's sentence.
    func bind(
        _ document: [UInt8],
        bucket: String,
        owner: AccountID
    ) throws(S3Error) -> S3StoredPolicy

    /// Compiles a policy that was stored before.
    func compile(_ stored: S3StoredPolicy) throws(S3Error) -> any S3BucketPolicy
}

/// Who sent a request, and how it is signed.
public protocol S3Caller: Sendable {
    /// The caller's account; nil when the request is anonymous.
    var account: AccountID? { get }
    /// Whether the caller is the root user of the account.
    var isRoot: Bool { get }
    /// The caller's ARN, as error answers and `Initiator` show it.
    var arn: String { get }
    /// The region of the signing scope; `us-east-1` for unsigned requests.
    var region: String { get }
    /// How the body is bound to the signature.
    var payload: S3Payload { get }

    /// Lets the demand pass or throws `AccessDenied` with AWS's sentence.
    func authorize(_ demand: S3Demand) throws(S3Error)
}

/// What a request wants to do.
public struct S3Demand: Sendable {
    /// The action, such as `s3:GetObject`.
    public let action: String
    /// The resource's ARN.
    public let resource: String
    /// The account that owns the bucket; nil for `ListAllMyBuckets` and `CreateBucket`.
    public let owner: AccountID?
    /// The bucket's policy, if it has one.
    public let policy: (any S3BucketPolicy)?
    /// S3's condition keys with their values; the gate adds those that come from the signature.
    public let keys: [S3ContextValue]
}

/// A condition key of the request with its values.
public struct S3ContextValue: Hashable, Sendable {
    /// The key, such as `s3:prefix`.
    public let key: String
    /// The values.
    public let values: [String]
    /// Whether the key may have many values.
    public let isList: Bool

    /// Joins a key and its values.
    public init(key: String, values: [String], isList: Bool = false) {
        self.key = key
        self.values = values
        self.isList = isList
    }
}

/// A bucket policy in the form in which the store keeps it.
public struct S3StoredPolicy: Hashable, Sendable {
    /// The document with principals bound to unique ids.
    public let document: [UInt8]

    /// Wraps a stored document.
    public init(document: [UInt8]) {
        self.document = document
    }
}

/// A bucket policy ready for decisions.
public protocol S3BucketPolicy: Sendable {
    /// Whether the policy lets the public in, as GetBucketPolicyStatus tells.
    var isPublic: Bool { get }
    /// The document as GetBucketPolicy shows it: living principals as ARNs.
    func shown() -> [UInt8]
}

/// How a body is bound to the request's signature.
public enum S3Payload: Sendable {
    /// The signature covers this SHA-256 of the body: 32 bytes.
    case sha256([UInt8])
    /// The signature does not cover the body.
    case unsigned
    /// The body is in `aws-chunked` framing; a fresh decoder checks and unwraps it.
    case chunked(any S3ChunkDecoder)
}

/// Unwraps an `aws-chunked` body; used by one request.
public protocol S3ChunkDecoder: AnyObject, Sendable {
    /// Takes bytes as sent and hands on the object's bytes within them.
    ///
    /// - Throws: an error when the framing or a chunk's signature is wrong.
    func decode(
        _ bytes: Span<UInt8>,
        into output: (Span<UInt8>) throws(S3Error) -> Void
    ) throws(S3Error)
    /// Ends the body: the trailing fields in lower case, once their signature holds.
    ///
    /// - Throws: `IncompleteBody` when the last chunk is missing.
    func finish() throws(S3Error) -> [(name: String, value: String)]
}
