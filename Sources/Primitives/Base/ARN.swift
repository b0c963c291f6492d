/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
///
/// - Source: AWS General Reference, "Amazon Resource Names (ARNs)".
public struct ARN: Hashable, Sendable, CustomStringConvertible {
    /// `aws`, `aws-cn` or `aws-us-gov`.
    public let partition: String
    /// The service's namespace, such as `iam`.
    public let service: String
    /// The region; empty for global services.
    public let region: String
    /// The account's digits as written; empty for some resources (S3), `aws` for managed policies.
    public let account: String
    /// All after the fifth colon.
    public let resource: String

    /// The longest ARN that IAM takes.
    ///
    /// - Source: botocore, `iam` model, shape `arnType`: 20 to 2048.
    public static let maximumLength = 2048

    /// Builds an ARN from its parts, unchecked.
    public init(
        partition: String = "aws",
        service: String,
        region: String = "",
        account: String,
        resource: String
    ) {
        self.partition = partition
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    /// Splits a text; nil when it is no ARN or longer than `maximumLength` bytes.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count <= Self.maximumLength, text.hasPrefix("arn:") else { return nil }
        var parts: [Substring] = []
        parts.reserveCapacity(5)
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex, parts.count < 5 {
            if bytes[index] == 0x3A {
                parts.append(text[start..<index])
                start = bytes.index(after: index)
            }
            index = bytes.index(after: index)
        }
        guard parts.count == 5, start < bytes.endIndex else { return nil }
        guard !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        partition = String(parts[1])
        service = String(parts[2])
        region = String(parts[3])
        account = String(parts[4])
        resource = String(text[start...])
    }

    /// The account, where the ARN has twelve digits there.
    public var accountID: AccountID? { AccountID(account) }

    /// Whether it is that of a role; by bytes, since Swift takes a slash and a mark after it for one.
    public var isRole: Bool {
        service.utf8.elementsEqual("iam".utf8) && resource.utf8.starts(with: "role/".utf8)
    }

    /// The text.
    public var description: String {
        "arn:\(partition):\(service):\(region):\(account):\(resource)"
    }
}
