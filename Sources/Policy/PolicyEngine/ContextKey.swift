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
    /// `aws:PrincipalArn`
    public static let principalARN = ContextKey("aws:PrincipalArn")
    /// `aws:PrincipalAccount`
    public static let principalAccount = ContextKey("aws:PrincipalAccount")
    /// `aws:PrincipalType`
    public static let principalType = ContextKey("aws:PrincipalType")
    /// `aws:PrincipalOrgID`
    public static let principalOrgID = ContextKey("aws:PrincipalOrgID")
    /// `aws:PrincipalOrgPaths`, many-valued
    public static let principalOrgPaths = ContextKey("aws:PrincipalOrgPaths")
    /// `aws:PrincipalIsAWSService`
    public static let principalIsAWSService = ContextKey("aws:PrincipalIsAWSService")
    /// `aws:PrincipalServiceName`
    public static let principalServiceName = ContextKey("aws:PrincipalServiceName")
    /// `aws:PrincipalTag/`, a prefix
    public static let principalTag = ContextKey("aws:PrincipalTag/")
    /// `aws:userid`
    public static let userID = ContextKey("aws:userid")
    /// `aws:username`
    public static let username = ContextKey("aws:username")
    /// `aws:RequestTag/`, a prefix
    public static let requestTag = ContextKey("aws:RequestTag/")
    /// `aws:ResourceTag/`, a prefix
    public static let resourceTag = ContextKey("aws:ResourceTag/")
    /// `aws:TagKeys`, many-valued
    public static let tagKeys = ContextKey("aws:TagKeys")
    /// `aws:ResourceAccount`
    public static let resourceAccount = ContextKey("aws:ResourceAccount")
    /// `aws:ResourceOrgID`
    public static let resourceOrgID = ContextKey("aws:ResourceOrgID")
    /// `aws:ResourceOrgPaths`, many-valued
    public static let resourceOrgPaths = ContextKey("aws:ResourceOrgPaths")
    /// `aws:CurrentTime`
    public static let currentTime = ContextKey("aws:CurrentTime")
    /// `aws:EpochTime`
    public static let epochTime = ContextKey("aws:EpochTime")
    /// `aws:TokenIssueTime`
    public static let tokenIssueTime = ContextKey("aws:TokenIssueTime")
    /// `aws:MultiFactorAuthPresent`
    public static let multiFactorAuthPresent = ContextKey("aws:MultiFactorAuthPresent")
    /// `aws:MultiFactorAuthAge`
    public static let multiFactorAuthAge = ContextKey("aws:MultiFactorAuthAge")
    /// `aws:SecureTransport`
    public static let secureTransport = ContextKey("aws:SecureTransport")
    /// `aws:SourceIp`
    public static let sourceIP = ContextKey("aws:SourceIp")
    /// `aws:SourceVpc`
    public static let sourceVPC = ContextKey("aws:SourceVpc")
    /// `aws:SourceVpce`
    public static let sourceVPCEndpoint = ContextKey("aws:SourceVpce")
    /// `aws:SourceArn`
    public static let sourceARN = ContextKey("aws:SourceArn")
    /// `aws:SourceAccount`
    public static let sourceAccount = ContextKey("aws:SourceAccount")
    /// `aws:SourceIdentity`
    public static let sourceIdentity = ContextKey("aws:SourceIdentity")
    /// `aws:FederatedProvider`
    public static let federatedProvider = ContextKey("aws:FederatedProvider")
    /// `aws:RequestedRegion`
    public static let requestedRegion = ContextKey("aws:RequestedRegion")
    /// `aws:UserAgent`
    public static let userAgent = ContextKey("aws:UserAgent")
    /// `aws:referer`
    public static let referer = ContextKey("aws:referer")
    /// `aws:ViaAWSService`
    public static let viaAWSService = ContextKey("aws:ViaAWSService")
    /// `aws:CalledVia`, many-valued
    public static let calledVia = ContextKey("aws:CalledVia")
}
