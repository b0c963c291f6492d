private import Assets

/// What a role looks like that is linked to a service.
///
/// - Source: each service's documentation, "Using service-linked roles", as listed in the embedded
///   `service-linked-roles.txt`; IAM User Guide, "Using service-linked roles".
public struct ServiceLinkedRoleTemplate: Hashable, Sendable {
    /// The service's principal, such as `autoscaling.amazonaws.com`.
    public let service: String
    /// The role's name without a suffix.
    public let roleName: String
    /// The ARN of the managed policy that the role has.
    public let policyARN: String
    /// Whether an account may have several such roles, told apart by suffixes.
    public let allowsSuffix: Bool

    /// The template of a service; nil when no role is known to be linked to it.
    ///
    /// - Complexity: O(templates): a walk through 14 KB, for operations that are seldom called.
    public static func of(service: String) -> ServiceLinkedRoleTemplate? {
        let wanted = Array(service.utf8)
        // Lines that begin so are remarks.
        guard wanted.first != 0x23 else { return nil }
        let bytes = Assets.bytes(.serviceLinkedRoles)
        var line: [UInt8] = []
        for index in bytes.indices {
            guard bytes[index] == 0x0A else {
                line.append(bytes[index])
                continue
            }
            if line.starts(with: wanted), line.dropFirst(wanted.count).first == 0x20 {
                return ServiceLinkedRoleTemplate(line)
            }
            line.removeAll(keepingCapacity: true)
        }
        return nil
    }

    private init?(_ line: [UInt8]) {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count >= 3, words[0] != "#" else { return nil }
        service = String(words[0])
        roleName = String(words[1])
        policyARN = "\(AWSManagedPolicies.arnPrefix)\(Role.serviceLinkedPath)\(words[2])"
        allowsSuffix = words.count == 4
    }

    /// The path of the role.
    public var path: String { "\(Role.serviceLinkedPath)\(service)/" }

    /// Who may assume the role: the service alone.
    ///
    /// - Source: IAM API Reference, CreateServiceLinkedRole, the example's form.
    public var trustPolicy: String {
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"sts:AssumeRole\"],"
            + "\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"\(service)\"]}}]}"
    }
}
