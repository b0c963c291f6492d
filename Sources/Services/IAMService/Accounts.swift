internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

extension IAMService {
    static let accounts: [Handler] = [
        .read("GetAccountSummary", getAccountSummary),
        .read("GetAccountAuthorizationDetails", getAccountAuthorizationDetails),
    ]

    /// - Source: IAM API Reference, GetAccountSummary, the keys of `SummaryMap`.
    private static func getAccountSummary(_ call: inout Call<DirectoryReader>) throws -> Structure {
        try call.authorize(Demand("iam:GetAccountSummary", on: "*"))
        let directory = call.directory
        let quotas = try directory.accountRecord()?.quotas ?? Quotas()
        let rootKeys = try directory.accessKeys(of: .root)
        let rootCertificates = try directory.signingCertificates(of: .root)
        let providers =
            try directory.count(.openIDConnectProviders) + directory.count(.samlProviders)
        let entries: [(String, Int)] = [
            ("Users", try directory.count(.users)), ("UsersQuota", quotas[.users]),
            ("Groups", try directory.count(.groups)), ("GroupsQuota", quotas[.groups]),
            ("Roles", try directory.count(.roles)), ("RolesQuota", quotas[.roles]),
            ("Policies", try directory.count(.policies)), ("PoliciesQuota", quotas[.policies]),
            ("PolicyVersionsInUse", try directory.count(.policyVersions)),
            ("PolicyVersionsInUseQuota", 10_000),
            ("VersionsPerPolicyQuota", quotas[.versionsPerPolicy]),
            ("InstanceProfiles", try directory.count(.instanceProfiles)),
            ("InstanceProfilesQuota", quotas[.instanceProfiles]),
            ("AccessKeysPerUserQuota", quotas[.accessKeysPerUser]),
            ("GroupsPerUserQuota", quotas[.groupsPerUser]),
            ("AttachedPoliciesPerUserQuota", quotas[.policiesPerUser]),
            ("AttachedPoliciesPerGroupQuota", quotas[.policiesPerGroup]),
            ("AttachedPoliciesPerRoleQuota", quotas[.policiesPerRole]),
            ("AssumeRolePolicySizeQuota", quotas[.trustPolicySize]),
            ("PolicySizeQuota", quotas[.policySize]),
            ("UserPolicySizeQuota", quotas[.inlinePolicySizePerUser]),
            ("GroupPolicySizeQuota", quotas[.inlinePolicySizePerGroup]),
            ("RolePolicySizeQuota", quotas[.inlinePolicySizePerRole]),
            ("AccountAccessKeysPresent", rootKeys.isEmpty ? 0 : 1),
            ("AccountMFAEnabled", try directory.mfaDevices(of: .root).isEmpty ? 0 : 1),
            ("AccountPasswordPresent", 0),
            ("MFADevices", try directory.count(.mfaDevices)),
            ("MFADevicesInUse", try directory.count(.mfaDevicesInUse)),
            ("AccountSigningCertificatesPresent", rootCertificates.isEmpty ? 0 : 1),
            ("Providers", providers),
            ("ServerCertificates", try directory.count(.serverCertificates)),
            ("ServerCertificatesQuota", quotas[.serverCertificates]),
            ("SigningCertificatesPerUserQuota", quotas[.signingCertificatesPerUser]),
            ("GlobalEndpointTokenVersion", try directory.globalTokenVersion().number),
        ]
        return [
            "SummaryMap": .map(Structure(members: entries.map { ($0.0, .integer($0.1)) }))
        ]
    }

    private static func getAccountAuthorizationDetails(
        _ call: inout Call<DirectoryReader>
    ) throws -> Structure {
        try call.authorize(Demand("iam:GetAccountAuthorizationDetails", on: "*"))
        let caught = call
        let details = AuthorizationDetails(
            directory: call.directory,
            filter: call.input.strings("Filter") ?? [],
            limit: call.maxItems,
            lastUse: { try caught.lastUse(of: $0) }
        )
        return try details.page(after: call.marker)
    }
}
