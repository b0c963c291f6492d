/// What an account may have only so many of, with AWS's name for it.
///
/// - Source: IAM User Guide, "IAM and AWS STS quotas"; the names as `LimitExceeded` messages have
///   them. Numbers changed after 2023 come from third-party copies (`Docs/compatibility.md`).
public enum Quota: String, Sendable, CaseIterable {
    /// Users in the account.
    case users = "UsersPerAccount"
    /// Groups in the account.
    case groups = "GroupsPerAccount"
    /// Roles in the account.
    case roles = "RolesPerAccount"
    /// Customer managed policies in the account.
    case policies = "PoliciesPerAccount"
    /// Instance profiles in the account.
    case instanceProfiles = "InstanceProfilesPerAccount"
    /// Managed policies attached to a user.
    case policiesPerUser = "PoliciesPerUser"
    /// Managed policies attached to a group.
    case policiesPerGroup = "PoliciesPerGroup"
    /// Managed policies attached to a role.
    case policiesPerRole = "PoliciesPerRole"
    /// Groups that a user is in.
    case groupsPerUser = "GroupsPerUser"
    /// Access keys of a user.
    case accessKeysPerUser = "AccessKeysPerUser"
    /// Versions of a managed policy.
    case versionsPerPolicy = "VersionsPerPolicy"
    /// Roles in an instance profile.
    case rolesPerInstanceProfile = "InstanceSessionsPerInstanceProfile"
    /// Tags on an entity.
    case tags = "TagsPerResource"
    /// Characters of a role's trust policy, white space not counted.
    case trustPolicySize = "ACLSizePerRole"
    /// Characters of a managed policy, white space not counted.
    case policySize = "PolicySize"
    /// Characters of all inline policies of a user, white space not counted.
    case inlinePolicySizePerUser = "InlinePolicySizePerUser"
    /// Characters of all inline policies of a group, white space not counted.
    case inlinePolicySizePerGroup = "InlinePolicySizePerGroup"
    /// Characters of all inline policies of a role, white space not counted.
    case inlinePolicySizePerRole = "InlinePolicySizePerRole"
    /// MFA devices of a user.
    case mfaDevicesPerUser = "MfaDevicesPerUser"
    /// Virtual MFA devices in the account, assigned or not.
    case mfaDevices = "VirtualMFADevicesPerAccount"
    /// Public keys for SSH of a user.
    case sshPublicKeysPerUser = "SSHPublicKeysPerUser"
    /// Credentials of a user for one service.
    case serviceCredentialsPerUser = "ServiceSpecificCredentialsPerUser"
    /// OpenID Connect providers in the account.
    case openIDConnectProviders = "OpenIdConnectProvidersPerAccount"
    /// Client ids of an OpenID Connect provider.
    case clientIDsPerProvider = "ClientIdsPerOpenIdConnectProvider"
    /// SAML providers in the account.
    case samlProviders = "SAMLProvidersPerAccount"
    /// Private keys of a SAML provider.
    case privateKeysPerSAMLProvider = "PrivateKeysPerSAMLProvider"
    /// Server certificates in the account.
    case serverCertificates = "ServerCertificatesPerAccount"
    /// Signing certificates of a user.
    case signingCertificatesPerUser = "CertificatesPerUser"

    /// What an account may have unless its quotas say otherwise.
    public var standard: Int {
        switch self {
        case .users: 5000
        case .groups: 300
        case .roles, .instanceProfiles: 1000
        case .policies: 1500
        case .policiesPerUser, .policiesPerGroup, .policiesPerRole, .groupsPerUser: 10
        case .accessKeysPerUser: 2
        case .versionsPerPolicy: 5
        case .rolesPerInstanceProfile: 1
        case .tags: 50
        case .trustPolicySize: 2048
        case .policySize: 6144
        case .inlinePolicySizePerUser: 2048
        case .inlinePolicySizePerGroup: 5120
        case .inlinePolicySizePerRole: 10240
        case .mfaDevicesPerUser: 8
        case .mfaDevices: 5000
        case .sshPublicKeysPerUser: 5
        case .serviceCredentialsPerUser: 2
        case .openIDConnectProviders, .clientIDsPerProvider, .samlProviders: 100
        case .privateKeysPerSAMLProvider, .signingCertificatesPerUser: 2
        case .serverCertificates: 20
        }
    }
}
