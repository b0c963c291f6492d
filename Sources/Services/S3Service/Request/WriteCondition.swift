/// The conditions of a write: `If-None-Match: *` and `If-Match`.
///
/// - Source: S3 User Guide, "How to prevent object overwrites with conditional writes".
struct WriteCondition: Sendable {
    private let mustBeAbsent: Bool
    private let match: String?

    /// Reads the head.
    ///
    /// - Throws: `NotImplemented` for an `If-None-Match` that names tags.
    init(_ request: S3Request) throws(S3Error) {
        let absent = request.header("if-none-match")
        guard absent == nil || absent == "*" else { throw .headerNotImplemented }
        mustBeAbsent = absent != nil
        match = request.header("if-match")
    }

    /// Refuses the write unless the object that is there, if any, is as expected.
    ///
    /// - Throws: `PreconditionFailed`, or `NoSuchKey` when `If-Match` finds nothing.
    func check(_ found: ObjectRecord?, key: String) throws(S3Error) {
        if mustBeAbsent, found != nil { throw .preconditionFailed("If-None-Match") }
        guard let match else { return }
        guard let found else { throw .noSuchKey(key) }
        guard Preconditions.names(match, found.etag) else {
            throw .preconditionFailed("If-Match")
        }
    }
}
