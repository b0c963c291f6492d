import Base
import PolicyEngine

/// The request that each policy decides: as long as a request of the server can be where an ARN or
/// a tag says so, and built of the letter that the patterns repeat.
struct Question {
    struct NoAccount: Error {}

    /// The longest key of an S3 object.
    private static let resource = "arn:aws:s3:::" + String(repeating: "a", count: 1024)
    /// A header such as `User-Agent`.
    private static let header = String(repeating: "a", count: 2048)
    /// The most tags of a session, of the longest value.
    private static let tags = (0..<50).map { (key: "t\($0)", value: header.prefix(256)) }
    /// The most keys of tags in a request, of the longest.
    private static let keys = [String](repeating: String(header.prefix(128)), count: 50)

    /// Bytes of all that is above.
    static let bytes = resource.utf8.count + header.utf8.count + 50 * 256 + 50 * 128

    static func request() throws -> AuthorizationRequest {
        guard let account = AccountID("123456789012") else { throw NoAccount() }
        var context = RequestContext()
        for tag in tags { context.set(.principalTag, tag.key, tag.value) }
        context.set(.tagKeys, list: keys)
        context.set(name: "k:header", header)
        context.set(name: "k:number", "7")
        context.set(name: "k:moment", "2026-01-01T00:00:00Z")
        context.set(name: "k:address", "2001:db8::1")
        return AuthorizationRequest(
            principal: .roleSession(
                account,
                arn: "arn:aws:sts::123456789012:assumed-role/app/session",
                roleARN: "arn:aws:iam::123456789012:role/app"
            ),
            action: RequestedAction("s3:" + String(repeating: "a", count: 60)),
            resource: RequestedResource(resource),
            context: context
        )
    }
}
