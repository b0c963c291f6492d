import Base
import Store

/// The first byte of every key of the directory, and the shape of what follows.
///
/// Bytes from 0x80 belong to services that keep records of their own in the same store. `A` is the
/// account's six bytes; names are in lower case; each text ends with a zero byte.
enum Keyspace {
    /// `account` → `Account`.
    static let accounts: UInt8 = 0x01
    /// `A counter` → count, eight bytes.
    static let counters: UInt8 = 0x02
    /// `accessKeyID` → `AccessKey`; global, since a caller is known by nothing else.
    static let accessKeys: UInt8 = 0x03
    /// `uniqueID` → `EntityReference`; global, since trust policies name users of any account.
    static let uniqueIDs: UInt8 = 0x04

    /// `A name` → `User`.
    static let users: UInt8 = 0x10
    /// `A name` → `Group`.
    static let groups: UInt8 = 0x11
    /// `A name` → `Role`.
    static let roles: UInt8 = 0x12
    /// `A name` → `ManagedPolicy`.
    static let policies: UInt8 = 0x13
    /// `A name` → `InstanceProfile`.
    static let instanceProfiles: UInt8 = 0x14

    /// `A kind path name` → nothing; for listings within a path, so entities at `/` have none.
    static let paths: UInt8 = 0x20
    /// `A ownerID accessKeyID` → nothing; the owner of root's keys is `root`.
    static let ownedAccessKeys: UInt8 = 0x21
    /// `A userID groupID` → nothing.
    static let userGroups: UInt8 = 0x22
    /// `A groupID userID` → nothing.
    static let groupUsers: UInt8 = 0x23
    /// `A holderID policyName` → the document; names of inline policies keep their case.
    static let inlinePolicies: UInt8 = 0x24
    /// `A holderID policyID` → the policy's ARN.
    static let attachments: UInt8 = 0x25
    /// `A policyID usage kind holderID` → nothing.
    static let policyHolders: UInt8 = 0x26
    /// `A policyID` → `PolicyUsage`, while the policy is used.
    static let policyUsages: UInt8 = 0x27
    /// `A policyID number` → `PolicyVersion`.
    static let policyVersions: UInt8 = 0x28
    /// `A roleID profileName` → the name, case kept.
    static let roleProfiles: UInt8 = 0x29

    /// `alias` → the account's digits; global, since aliases are unique among all accounts.
    static let accountAliases: UInt8 = 0x30
    /// `A` → the account's alias.
    static let ownedAliases: UInt8 = 0x31
    /// `A` → `PasswordPolicy`.
    static let passwordPolicies: UInt8 = 0x32
    /// `A userID` → `LoginProfile`.
    static let loginProfiles: UInt8 = 0x33
    /// `A pathAndName` → `VirtualMFADevice`.
    static let mfaDevices: UInt8 = 0x34
    /// `A ownerID pathAndName` → nothing; the devices that are enabled.
    static let ownedMFADevices: UInt8 = 0x35
    /// `A userID keyID` → `SSHPublicKey`.
    static let sshPublicKeys: UInt8 = 0x36
    /// `A userID credentialID` → `ServiceSpecificCredential`.
    static let serviceCredentials: UInt8 = 0x37
    /// `A service alias` → nothing; the public halves of service-specific credentials.
    static let serviceCredentialAliases: UInt8 = 0x38

    /// The keyspaces of passwords, devices and other credentials.
    private static let ofCredentials: [UInt8] = [
        ownedAliases, passwordPolicies, loginProfiles, mfaDevices, ownedMFADevices,
        sshPublicKeys, serviceCredentials, serviceCredentialAliases,
    ]

    /// `A roleName` → `RoleDeletion`: the last one of a role linked to a service.
    static let roleDeletions: UInt8 = 0x50
    /// `A` → which form of tokens the global endpoint of STS gives.
    static let tokenPreferences: UInt8 = 0x51

    /// `A URL` → `OpenIDConnectProvider`; the URL without its scheme.
    static let openIDConnectProviders: UInt8 = 0x40
    /// `A name` → `SAMLProvider`.
    static let samlProviders: UInt8 = 0x41
    /// `A name` → the metadata document; apart, since it has up to ten million characters.
    static let samlMetadata: UInt8 = 0x42
    /// `A name` → `ServerCertificate`.
    static let serverCertificates: UInt8 = 0x43
    /// `A certificateID` → `ServerCertificateContents`; apart, since listings do not show them.
    static let serverCertificateContents: UInt8 = 0x44
    /// `A ownerID certificateID` → `SigningCertificate`; the owner of root's is `root`.
    static let signingCertificates: UInt8 = 0x45
    /// `A fingerprint` → nothing; for the signing certificates of the account.
    static let signingFingerprints: UInt8 = 0x46

    /// `A end digest` → nothing; assertions that were used, by the moment until which they could be
    /// used again.
    static let usedAssertions: UInt8 = 0x47

    /// The keyspaces of identity providers and certificates.
    private static let ofProviders: [UInt8] = [
        openIDConnectProviders, samlProviders, samlMetadata, serverCertificates,
        serverCertificateContents, signingCertificates, signingFingerprints, usedAssertions,
    ]

    /// `A region name` → `EKSCluster`; names keep their case.
    static let clusters: UInt8 = 0x78
    /// `A region cluster id` → `PodIdentityAssociation`.
    static let podAssociations: UInt8 = 0x79
    /// `A region cluster namespace serviceAccount` → the association's id.
    static let podSubjects: UInt8 = 0x7A

    /// `A region id` → `TrustAnchor`.
    static let trustAnchors: UInt8 = 0x7B
    /// `A region id` → `AnywhereProfile`.
    static let anywhereProfiles: UInt8 = 0x7C
    /// `A region id` → `AnywhereRevocationList`.
    static let revocationLists: UInt8 = 0x7D
    /// `A region id` → `AnywhereSubject`.
    static let anywhereSubjects: UInt8 = 0x7E

    /// The keyspaces of clusters, their pods, and IAM Roles Anywhere.
    private static let ofClusters: [UInt8] = [
        clusters, podAssociations, podSubjects, trustAnchors, anywhereProfiles, revocationLists,
        anywhereSubjects,
    ]

    /// `A principalID` → `PrincipalAccess`; the account's root user is `root`.
    static let accesses: UInt8 = 0x60
    /// `A accessKeyID` → `LastUse.Use`.
    static let keyUses: UInt8 = 0x61
    /// `A` → `CredentialReport`.
    static let credentialReports: UInt8 = 0x62
    /// `A jobID` → `AccessJob`; ids begin with the time, so they are in order of making.
    static let accessJobs: UInt8 = 0x63
    /// `A` → `AccountSettings`.
    static let accountSettings: UInt8 = 0x64
    /// `A roleID` → `RoleTemplateUse`.
    static let roleTemplateUses: UInt8 = 0x65
    /// `requestID` → `DelegationRequest`; global, since requests may have no owner yet.
    static let delegationRequests: UInt8 = 0x66
    /// `A requestID` → nothing; the delegation requests that the account made or owns.
    static let accountDelegations: UInt8 = 0x67
    /// `A workflowID` → the request's id; `A` made the request.
    static let delegationWorkflows: UInt8 = 0x68

    /// The keyspaces of reports, settings and delegations.
    private static let ofReports: [UInt8] = [
        accesses, keyUses, credentialReports, accessJobs, accountSettings, roleTemplateUses,
        accountDelegations, delegationWorkflows,
    ]

    /// `A region instanceID` → `Instance`.
    static let instances: UInt8 = 0x70
    /// `A region associationID` → the instance's id.
    static let instanceAssociations: UInt8 = 0x71
    /// `A region address` → the id of the running instance that has it.
    static let instanceAddresses: UInt8 = 0x72
    /// `A region clientToken` → `InstanceLaunch`.
    static let instanceLaunches: UInt8 = 0x73
    /// `A seconds region instanceID` → nothing; in order of their termination.
    static let instanceEnds: UInt8 = 0x74

    /// The keyspaces of workloads.
    private static let ofWorkloads: [UInt8] = [
        instances, instanceAssociations, instanceAddresses, instanceLaunches, instanceEnds,
    ]

    /// Every keyspace whose keys go on with the account: what an account leaves behind.
    static let ofAccount: [UInt8] =
        ofClusters + [
            counters, users, groups, roles, policies, instanceProfiles, paths, ownedAccessKeys,
            userGroups, groupUsers, inlinePolicies, attachments, policyHolders, policyUsages,
            policyVersions, roleProfiles, roleDeletions, tokenPreferences,
        ]
        + ofCredentials + ofProviders + ofReports + ofWorkloads
}
