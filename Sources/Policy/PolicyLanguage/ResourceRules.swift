import Base

/// What IAM demands of the ARNs in `Resource` and `NotResource`.
///
/// - Source: IAM User Guide, "IAM JSON policy elements: Resource" and "IAM identifiers"; the
///   messages as IAM's API answers them.
enum ResourceRules {
    private static let partitions: Set<String> = [
        "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f",
        "aws-eusc", "*",
    ]

    private static let iamPaths = [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/",
        "server-certificate/", "policy/", "sms-mfa/", "saml-provider/", "oidc-provider/",
        "report/", "access-report/",
    ]

    /// Paths of newer resources, which IAM's message does not name.
    /// - Source: Service Authorization Reference, "Resource types defined by AWS IAM".
    private static let newerPaths = ["delegation-request/", "role-template/", "assumed-role/"]

    static func validate(_ value: String) throws(PolicyError) {
        guard value != "*" else { return }
        guard value.hasPrefix("arn:") else {
            throw PolicyError("Resource \(value) must be in ARN format or \"*\".")
        }
        let parts = ARN.parts(value)
        guard parts.count > 2, !parts[2].isEmpty else {
            throw PolicyError("The policy failed legacy parsing", detail: "\(value) is cut short")
        }
        guard partitions.contains(parts[1]) else {
            throw PolicyError(
                "Partition \"\(parts[1])\" is not valid for resource \"\(value)\"."
            )
        }
        guard !parts[2].utf8.contains(0x2A), !parts[2].utf8.contains(0x3F) else {
            throw PolicyError(
                "Resource vendor must be fully qualified and cannot contain regexes."
            )
        }
        if parts[2] == "iam" { try validateIAM(value, parts) }
        if parts[2] == "s3", parts.count > 3, !parts[3].isEmpty, parts.count < 6 || isBucket(parts)
        {
            throw PolicyError("Resource \(value) can not contain region information.")
        }
    }

    /// Access points and jobs have regions; buckets and objects do not.
    private static func isBucket(_ parts: [String]) -> Bool {
        parts[4].isEmpty && parts[3] != "*"
    }

    private static func validateIAM(
        _ value: String,
        _ parts: [String]
    ) throws(PolicyError) {
        guard parts.count < 4 || parts[3].isEmpty else {
            throw PolicyError("IAM resource \(value) cannot contain region information.")
        }
        guard parts.count == 6 else { return }
        let path = parts[5]
        if path.hasPrefix("*") || path == "root" { return }
        guard (iamPaths + newerPaths).contains(where: { path.hasPrefix($0) }) else {
            throw PolicyError(
                "IAM resource path must either be \"*\" or start with "
                    + iamPaths.joined(separator: ", ") + "."
            )
        }
    }
}
