import HTTPMessage

/// The access control lists that a bucket with owner-enforced ownership still takes.
///
/// - Source: S3 User Guide, "Controlling ownership of objects and disabling ACLs for your bucket".
enum CannedACL {
    /// Refuses headers that would give others access by a list.
    ///
    /// - Throws: `AccessControlListNotSupported`.
    static func check(_ request: S3Request) throws(S3Error) {
        if let acl = request.header("x-amz-acl") {
            guard acl == "private" || acl == "bucket-owner-full-control" else {
                throw .aclNotSupported
            }
        }
        let grants: [StaticString] = [
            "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp",
            "x-amz-grant-write", "x-amz-grant-write-acp",
        ]
        for name in grants where request.head.field(name) != nil { throw .aclNotSupported }
    }
}
