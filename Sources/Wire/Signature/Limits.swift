/// What a signature's parts may measure.
enum Limits {
    /// The longest `Authorization` header in bytes: a key id of 128, a scope, 100 header names.
    static let authorizationBytes = 8192
    /// The most signed headers: the server takes 100 fields.
    static let signedHeaders = 128
    /// The longest region or service in a scope.
    static let scopePart = 64
    /// How far a request's time may be off: 15 minutes.
    ///
    /// - Source: IAM User Guide, "Elements of an AWS API request signature".
    static let skewSeconds: Int64 = 900
    /// The longest life of a presigned request: seven days.
    ///
    /// - Source: Amazon S3 API Reference, "Authenticating requests: using query parameters".
    static let presignSeconds = 604_800
}
