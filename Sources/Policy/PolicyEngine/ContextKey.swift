/// The name of a condition key, ready to be looked up.
///
/// - Source: IAM User Guide, "AWS global condition context keys".
public struct ContextKey: Sendable {
    /// The name as AWS spells it.
    public let name: String
    let bytes: [UInt8]
    let hash: TextHash

    /// Prepares a name; for prefixes such as `aws:PrincipalTag/` too.
    public init(_ name: String) {
        self.name = name
        bytes = Array(name.utf8)
        hash = TextHash(bytes)
    }
}

extension ContextKey {
    /// The key `aws:PrincipalArn`.
    public static let principalARN = ContextKey("aws:PrincipalArn")
    /// The key `aws:PrincipalAccount`.
    public static let principalAccount = ContextKey("aws:PrincipalAccount")
    /// The key `aws:PrincipalType`.
    public static let principalType = ContextKey("aws:PrincipalType")
    /// The key `aws:PrincipalOrgID`.
    public static let principalOrgID = ContextKey("aws:PrincipalOrgID")
    /// The key `aws:PrincipalOrgPaths`, many-valued.
    public static let principalOrgPaths = ContextKey("aws:PrincipalOrgPaths")
    /// The key `aws:PrincipalIsAWSService`.
    public static let principalIsAWSService = ContextKey("aws:PrincipalIsAWSService")
    /// The key `aws:PrincipalServiceName`.
    public static let principalServiceName = ContextKey("aws:PrincipalServiceName")
    /// The key `aws:PrincipalTag/`, the beginning of keys.
    public static let principalTag = ContextKey("aws:PrincipalTag/")
    /// The key `aws:userid`.
    public static let userID = ContextKey("aws:userid")
    /// The key `aws:username`.
    public static let username = ContextKey("aws:username")
    /// The key `aws:RequestTag/`, the beginning of keys.
    public static let requestTag = ContextKey("aws:RequestTag/")
    /// The key `aws:ResourceTag/`, the beginning of keys.
    public static let resourceTag = ContextKey("aws:ResourceTag/")
    /// The key `aws:TagKeys`, many-valued.
    public static let tagKeys = ContextKey("aws:TagKeys")
    /// The key `aws:ResourceAccount`.
    public static let resourceAccount = ContextKey("aws:ResourceAccount")
    /// The key `aws:ResourceOrgID`.
    public static let resourceOrgID = ContextKey("aws:ResourceOrgID")
    /// The key `aws:ResourceOrgPaths`, many-valued.
    public static let resourceOrgPaths = ContextKey("aws:ResourceOrgPaths")
    /// The key `aws:CurrentTime`.
    public static let currentTime = ContextKey("aws:CurrentTime")
    /// The key `aws:EpochTime`.
    public static let epochTime = ContextKey("aws:EpochTime")
    /// The key `aws:TokenIssueTime`.
    public static let tokenIssueTime = ContextKey("aws:TokenIssueTime")
    /// The key `aws:MultiFactorAuthPresent`.
    public static let multiFactorAuthPresent = ContextKey("aws:MultiFactorAuthPresent")
    /// The key `aws:MultiFactorAuthAge`.
    public static let multiFactorAuthAge = ContextKey("aws:MultiFactorAuthAge")
    /// The key `aws:SecureTransport`.
    public static let secureTransport = ContextKey("aws:SecureTransport")
    /// The key `aws:SourceIp`.
    public static let sourceIP = ContextKey("aws:SourceIp")
    /// The key `aws:SourceVpc`.
    public static let sourceVPC = ContextKey("aws:SourceVpc")
    /// The key `aws:SourceVpce`.
    public static let sourceVPCEndpoint = ContextKey("aws:SourceVpce")
    /// The key `aws:SourceArn`.
    public static let sourceARN = ContextKey("aws:SourceArn")
    /// The key `aws:SourceAccount`.
    public static let sourceAccount = ContextKey("aws:SourceAccount")
    /// The key `aws:SourceIdentity`.
    public static let sourceIdentity = ContextKey("aws:SourceIdentity")
    /// The key `aws:FederatedProvider`.
    public static let federatedProvider = ContextKey("aws:FederatedProvider")
    /// The key `aws:RequestedRegion`.
    public static let requestedRegion = ContextKey("aws:RequestedRegion")
    /// The key `aws:UserAgent`.
    public static let userAgent = ContextKey("aws:UserAgent")
    /// The key `aws:referer`.
    public static let referer = ContextKey("aws:referer")
    /// The key `aws:ViaAWSService`.
    public static let viaAWSService = ContextKey("aws:ViaAWSService")
    /// The key `aws:CalledVia`, many-valued.
    public static let calledVia = ContextKey("aws:CalledVia")
}
