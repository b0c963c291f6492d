/// The settings of a bucket that can be read but never set here; raw values are sub-resources.
enum BucketSetting: String, Sendable {
    case acceleration = "accelerate"
    case acl
    case cors
    case encryption
    case lifecycle
    case location
    case logging
    case notification
    case objectLock = "object-lock"
    case ownership = "ownershipControls"
    case policyStatus
    case publicAccessBlock
    case replication
    case requestPayment
    case versioning
    case website

    /// The permission to read the setting.
    ///
    /// - Source: Service Authorization Reference, "Actions defined by Amazon S3".
    var action: String {
        switch self {
        case .acceleration: "s3:GetAccelerateConfiguration"
        case .acl: "s3:GetBucketAcl"
        case .cors: "s3:GetBucketCORS"
        case .encryption: "s3:GetEncryptionConfiguration"
        case .lifecycle: "s3:GetLifecycleConfiguration"
        case .location: "s3:GetBucketLocation"
        case .logging: "s3:GetBucketLogging"
        case .notification: "s3:GetBucketNotification"
        case .objectLock: "s3:GetBucketObjectLockConfiguration"
        case .ownership: "s3:GetBucketOwnershipControls"
        case .policyStatus: "s3:GetBucketPolicyStatus"
        case .publicAccessBlock: "s3:GetBucketPublicAccessBlock"
        case .replication: "s3:GetReplicationConfiguration"
        case .requestPayment: "s3:GetBucketRequestPayment"
        case .versioning: "s3:GetBucketVersioning"
        case .website: "s3:GetBucketWebsite"
        }
    }
}
