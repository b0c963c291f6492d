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
        guard text.utf8.count <= Self.maximumLength, text.hasPrefix("arn:") else { return nil }
        let parts = Self.parts(text)
        guard parts.count == 6, !parts[5].isEmpty, !parts[1].isEmpty, !parts[2].isEmpty else {
            return nil
        }
        partition = parts[1]
        service = parts[2]
        region = parts[3]
        account = parts[4]
        resource = parts[5]
    }

    /// What the first five colons of a text part: up to six texts, the last with all that is left.
    public static func parts(_ text: String) -> [String] {
        let bytes = text.utf8Span.span
        var parts: [String] = []
        parts.reserveCapacity(6)
        var start = 0
        var index = 0
        while index < bytes.count, parts.count < 5 {
            if bytes[index] == 0x3A {
                parts.append(String(copying: bytes.extracting(start..<index)))
                start = index + 1
            }
            index += 1
        }
        parts.append(String(copying: bytes.extracting(start...)))
        return parts
    }

    /// The account, where the ARN has twelve digits there.
    public var accountID: AccountID? { AccountID(account) }

    /// Whether it is that of a role; by bytes, since Swift takes a slash and a mark after it for one.
    public var isRole: Bool {
        service.hasSameBytes(as: "iam") && resource.utf8.starts(with: "role/".utf8)
    }

    /// The text.
    public var description: String {
        "arn:\(partition):\(service):\(region):\(account):\(resource)"
    }
}
