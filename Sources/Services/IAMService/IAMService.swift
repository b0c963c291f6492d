public import ServiceKit

/// AWS Identity and Access Management: users, groups, roles, policies and what hangs on them.
///
/// One file a resource, one handler an operation; the rules of the entities are `Directory`'s.
///
/// - Source: IAM API Reference (2010-05-08); botocore, `iam` model.
public enum IAMService {
    /// Every operation that is there.
    public static let handlers: [Handler] =
        users + groups + memberships + accessKeys + roles + policies + policyVersions
        + inlinePolicies + attachments + boundaries + instanceProfiles + tagging + accounts
        + simulations
        + accountAliases + passwordPolicies + loginProfiles
        + mfaDevices + sshPublicKeys + serviceSpecificCredentials
        + openIDConnectProviders + samlProviders + serverCertificates + signingCertificates
        + credentialReports + accessReports + accountFeatures + organizationFeatures
        + delegationRequests + roleTemplates
        + serviceLinkedRoles + tokenPreferences
}
