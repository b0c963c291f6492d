/// What is counted per account, so that neither quotas nor summaries look through entities.
public enum AccountCounter: UInt8, Sendable, CaseIterable {
    /// Users.
    case users = 1
    /// Groups.
    case groups = 2
    /// Roles.
    case roles = 3
    /// Customer managed policies.
    case policies = 4
    /// Versions of all customer managed policies.
    case policyVersions = 5
    /// Instance profiles.
    case instanceProfiles = 6
    /// Virtual MFA devices, assigned or not.
    case mfaDevices = 0x30
    /// Virtual MFA devices that are assigned.
    case mfaDevicesInUse = 0x31
    /// OpenID Connect providers.
    case openIDConnectProviders = 0x40
    /// SAML providers.
    case samlProviders = 0x41
    /// Server certificates.
    case serverCertificates = 0x42
    /// Instances that run, in all regions.
    case instances = 0x70
    /// Bearers of certificates, in all regions.
    case anywhereSubjects = 0x7E
}
