/// The errors that the service itself answers, with AWS's sentences.
///
/// - Source: S3 API Reference, "Error responses", "List of error codes".
extension S3Error {
    /// The caller may not do this; the gate gives the long sentence where it has one.
    public static let accessDenied = S3Error("AccessDenied", 403, "Access Denied")

    static let internalError = S3Error(
        "InternalError",
        500,
        "We encountered an internal error. Please try again."
    )
    static let methodNotAllowed = S3Error(
        "MethodNotAllowed",
        405,
        "The specified method is not allowed against this resource."
    )
    static let headerNotImplemented = S3Error(
        "NotImplemented",
        501,
        "A header you provided implies functionality that is not implemented."
    )
    static let invalidURI = S3Error("InvalidURI", 400, "Couldn't parse the specified URI.")
    static let malformedXML = S3Error(
        "MalformedXML",
        400,
        "The XML you provided was not well-formed or did not validate against our published schema"
    )
    static let entityTooLarge = S3Error(
        "EntityTooLarge",
        400,
        "Your proposed upload exceeds the maximum allowed size"
    )
    static let entityTooSmall = S3Error(
        "EntityTooSmall",
        400,
        "Your proposed upload is smaller than the minimum allowed size"
    )
    static let missingContentLength = S3Error(
        "MissingContentLength",
        411,
        "You must provide the Content-Length HTTP header."
    )
    static let incompleteBody = S3Error(
        "IncompleteBody",
        400,
        "You did not provide the number of bytes specified by the Content-Length HTTP header"
    )
    static let badDigest = S3Error(
        "BadDigest",
        400,
        "The Content-MD5 you specified did not match what we received."
    )
    static let invalidDigest = S3Error(
        "InvalidDigest",
        400,
        "The Content-MD5 you specified was invalid."
    )
    static let keyTooLong = S3Error("KeyTooLongError", 400, "Your key is too long")
    static let metadataTooLarge = S3Error(
        "MetadataTooLarge",
        400,
        "Your metadata headers exceed the maximum allowed metadata size"
    )
    static let notModified = S3Error("NotModified", 304, "Not Modified")
    static let invalidPart = S3Error(
        "InvalidPart",
        400,
        "One or more of the specified parts could not be found.  The part may not have been "
            + "uploaded, or the specified entity tag may not match the part's entity tag."
    )
    static let invalidPartOrder = S3Error(
        "InvalidPartOrder",
        400,
        "The list of parts was not in ascending order. Parts must be ordered by part number."
    )
    static let invalidPartNumber = S3Error(
        "InvalidPartNumber",
        416,
        "The requested partnumber is not satisfiable"
    )
    static let aclNotSupported = S3Error(
        "AccessControlListNotSupported",
        400,
        "The bucket does not allow ACLs"
    )
    static let noSuchTagSet = S3Error("NoSuchTagSet", 404, "The TagSet does not exist")
    static let noSuchUpload = S3Error(
        "NoSuchUpload",
        404,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may "
            + "have been aborted or completed."
    )
    static let invalidBucketName = S3Error(
        "InvalidBucketName",
        400,
        "The specified bucket is not valid."
    )

    static func noSuchBucket(_ bucket: String) -> S3Error {
        S3Error("NoSuchBucket", 404, "The specified bucket does not exist")
            .with("BucketName", bucket)
    }

    static func noSuchKey(_ key: String) -> S3Error {
        S3Error("NoSuchKey", 404, "The specified key does not exist.").with("Key", key)
    }

    static func bucketNotEmpty(_ bucket: String) -> S3Error {
        S3Error("BucketNotEmpty", 409, "The bucket you tried to delete is not empty")
            .with("BucketName", bucket)
    }

    static func bucketAlreadyExists(_ bucket: String) -> S3Error {
        S3Error(
            "BucketAlreadyExists",
            409,
            "The requested bucket name is not available. The bucket namespace is shared by all "
                + "users of the system. Please select a different name and try again."
        ).with("BucketName", bucket)
    }

    static func bucketAlreadyOwnedByYou(_ bucket: String) -> S3Error {
        S3Error(
            "BucketAlreadyOwnedByYou",
            409,
            "Your previous request to create the named bucket succeeded and you already own it."
        ).with("BucketName", bucket)
    }

    static func preconditionFailed(_ condition: String) -> S3Error {
        S3Error(
            "PreconditionFailed",
            412,
            "At least one of the pre-conditions you specified did not hold"
        ).with("Condition", condition)
    }

    static func invalidRange(_ requested: String, size: Int64) -> S3Error {
        S3Error("InvalidRange", 416, "The requested range is not satisfiable")
            .with("RangeRequested", requested).with("ActualObjectSize", String(size))
    }

    static func invalidArgument(_ message: String, _ name: String, _ value: String) -> S3Error {
        S3Error("InvalidArgument", 400, message)
            .with("ArgumentName", name).with("ArgumentValue", value)
    }

    static func invalidRequest(_ message: String) -> S3Error {
        S3Error("InvalidRequest", 400, message)
    }

    static func invalidTag(_ message: String) -> S3Error {
        S3Error("InvalidTag", 400, message)
    }

    static func malformedPolicy(_ message: String) -> S3Error {
        S3Error("MalformedPolicy", 400, message)
    }

    static func notImplemented(_ operation: String) -> S3Error {
        S3Error("NotImplemented", 501, "\(operation) is not implemented.")
    }
}
