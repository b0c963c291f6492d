extension BucketSetting {
    /// The error with which AWS says that the setting was never made; nil where it has a default.
    ///
    /// - Source: S3 API Reference, "Error responses"; observed through the Terraform AWS provider.
    var notConfigured: S3Error? {
        switch self {
        case .cors:
            S3Error("NoSuchCORSConfiguration", 404, "The CORS configuration does not exist")
        case .encryption:
            // AWS encrypts every bucket since 2023; nothing is encrypted here, and that is told.
            S3Error(
                "ServerSideEncryptionConfigurationNotFoundError",
                404,
                "The server side encryption configuration was not found"
            )
        case .lifecycle:
            S3Error(
                "NoSuchLifecycleConfiguration",
                404,
                "The lifecycle configuration does not exist"
            )
        case .objectLock:
            S3Error(
                "ObjectLockConfigurationNotFoundError",
                404,
                "Object Lock configuration does not exist for this bucket"
            )
        case .publicAccessBlock:
            S3Error(
                "NoSuchPublicAccessBlockConfiguration",
                404,
                "The public access block configuration was not found"
            )
        case .replication:
            S3Error(
                "ReplicationConfigurationNotFoundError",
                404,
                "The replication configuration was not found"
            )
        case .website:
            S3Error(
                "NoSuchWebsiteConfiguration",
                404,
                "The specified bucket does not have a website configuration"
            )
        default: nil
        }
    }
}
