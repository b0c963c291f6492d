/// The quotas on policies, and what a text may cost to read.
public enum PolicyLimits {
    /// The longest document that the API takes, in bytes.
    ///
    /// - Source: botocore, `iam` model, shape `policyDocumentType`: at most 131072 characters.
    public static let documentBytes = 131_072
    /// The longest document that is read, in bytes, and the most values in it.
    ///
    /// Some of AWS's own are longer than what the API takes: `AWSSupportServiceRolePolicy` has
    /// 152,297 bytes.
    public static let readBytes = 262_144
    /// How deeply a document may nest: `Statement`, `Condition`, operator and key need six.
    public static let depth = 12
    /// The longest label of a domain name, in bytes.
    ///
    /// - Source: RFC 1035, section 2.3.4.
    static let domainLabel = 63
    /// The size of a managed policy, in characters without white space.
    ///
    /// - Source: IAM User Guide, "IAM and AWS STS quotas", character limits; so for all below.
    public static let managed = 6144
    /// The size of all inline policies of a user together.
    public static let userInline = 2048
    /// The size of all inline policies of a group together.
    public static let groupInline = 5120
    /// The size of all inline policies of a role together.
    public static let roleInline = 10240
    /// The size of a role's trust policy unless the account's quota is raised.
    public static let trustDefault = 2048
    /// The size of a role's trust policy at the highest quota.
    public static let trustMaximum = 8192
    /// The plain text of the session policies of one request.
    public static let session = 2048
}
