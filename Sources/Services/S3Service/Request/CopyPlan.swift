/// What a CopyObject head asks for.
struct CopyPlan: Sendable {
    let source: CopySource
    /// Whether metadata and storage class come from the head instead of the source.
    let replacesFields: Bool
    let replacesTags: Bool
    let attributes: ObjectAttributes
    /// The checksum that the copy shall have; nil for the source's.
    let algorithm: ChecksumAlgorithm?
    let conditions: Preconditions
    let writeCondition: WriteCondition

    /// Reads the head.
    ///
    /// - Throws: `InvalidArgument` for an unknown directive, and what the parts throw.
    init(_ request: S3Request) throws(S3Error) {
        source = try CopySource(request)
        replacesFields = try Self.replaces(
            request.header("x-amz-metadata-directive"),
            "x-amz-metadata-directive",
            "Unknown metadata directive."
        )
        replacesTags = try Self.replaces(
            request.header("x-amz-tagging-directive"),
            "x-amz-tagging-directive",
            "Unknown tagging directive."
        )
        attributes = try ObjectAttributes(request)
        conditions = Preconditions(source: request)
        writeCondition = try WriteCondition(request)
        algorithm = try ChecksumAlgorithm.wish(of: request)
        let isOnItself = source.bucket == request.bucket && source.key == request.key
        guard !isOnItself || replacesFields || request.header("x-amz-storage-class") != nil else {
            throw .invalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself "
                    + "without changing the object's metadata, storage class, website redirect "
                    + "location or encryption attributes."
            )
        }
    }

    private static func replaces(
        _ text: String?,
        _ name: String,
        _ message: String
    ) throws(S3Error) -> Bool {
        switch text {
        case nil, "COPY": return false
        case "REPLACE": return true
        default: throw .invalidArgument(message, name, text ?? "")
        }
    }
}
