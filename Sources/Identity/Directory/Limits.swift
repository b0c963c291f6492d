/// Lengths and counts that the directory holds to; what accounts may change is in `Quota`.
enum Limits {
    /// The longest user or role name, in characters.
    /// - Source: botocore, `iam` model, `userNameType`, `roleNameType`.
    static let principalName = 64
    /// The longest name of a group, policy, instance profile or inline policy, in characters.
    /// - Source: botocore, `iam` model, `groupNameType`, `policyNameType`.
    static let otherName = 128
    /// The longest path, in characters.
    /// - Source: botocore, `iam` model, `pathType`.
    static let path = 512
    /// The longest description, in characters.
    /// - Source: botocore, `iam` model, `roleDescriptionType`, `policyDescriptionType`.
    static let description = 1000
    /// The longest tag key, in characters.
    /// - Source: botocore, `iam` model, `tagKeyType`.
    static let tagKey = 128
    /// The longest tag value, in characters.
    /// - Source: botocore, `iam` model, `tagValueType`.
    static let tagValue = 256
    /// How long a role session may be, in seconds.
    /// - Source: botocore, `iam` model, `roleMaxSessionDurationType`.
    static let sessionDurationSeconds = 3600...43200
    /// The most that a listing returns at once.
    /// - Source: botocore, `iam` model, `maxItemsType`.
    static let pageItems = 1000
    /// A record's field is shorter than 2^28 bytes: documents are at most 131,072 characters.
    static let recordLengthBits = 28
    /// The longest marker, in characters.
    /// - Source: botocore, `iam` model, `markerType`.
    static let marker = 320
    /// How long a terminated instance is remembered, in seconds.
    /// - Source: EC2 User Guide, "Terminate Amazon EC2 instances": usually about an hour.
    static let terminatedSeconds: Int64 = 3600
    /// Instances of an account that run at once: ours, as each is a record and no machine.
    static let instances = 10_000
    /// Terminated instances whose records one change deletes: ours, so that it stays short.
    static let forgottenAtOnce = 1000
    /// Trust anchors of a region.
    /// - Source: IAM Roles Anywhere User Guide, "Quotas".
    static let trustAnchors = 50
    /// Profiles of a region.
    /// - Source: as above.
    static let anywhereProfiles = 250
    /// Lists of revoked certificates of a trust anchor.
    /// - Source: as above.
    static let revocationListsOfAnchor = 2
    /// Lists of a region, also those whose anchor is gone.
    static let revocationLists = trustAnchors * revocationListsOfAnchor
    /// Bearers of certificates of an account that are remembered: ours, as AWS tells no number.
    static let anywhereSubjects = 10_000
    /// Subjects of which the one goes that was not seen for longest, when there is another: ours.
    static let subjectsLookedAt = 100
    /// Clusters of a region.
    /// - Source: EKS User Guide, "View and manage Amazon EKS and Fargate service quotas".
    static let clusters = 100
    /// Pod identity associations of a cluster.
    /// - Source: EKS User Guide, "Learn how EKS Pod Identity grants pods access to AWS services",
    ///   limits.
    static let podAssociations = 5000
    /// Records that a listing which leaves many out looks at before it gives a page, perhaps short.
    static let recordsPerPage = 4000
    /// Locks that share the entries of a cache: a few times the processors that serve requests.
    static let cacheShards = 16
    /// Compiled managed policies that are kept: AWS has about 1,400, and few are used.
    static let compiledPolicies = 2048
    /// Keys and roles whose last use is kept in memory.
    static let lastUses = 100_000
    /// The shortest and longest password that a policy may ask for at least, in characters.
    /// - Source: botocore, `iam` model, `minimumPasswordLengthType`.
    static let minimumPasswordLength = 6...128
    /// The longest password, in characters.
    /// - Source: botocore, `iam` model, `passwordType`.
    static let password = 128
    /// Days until a password expires.
    /// - Source: botocore, `iam` model, `maxPasswordAgeType`.
    static let passwordAgeDays = 1...1095
    /// Passwords that may not be used again, and so those that are remembered.
    /// - Source: botocore, `iam` model, `passwordReusePreventionType`.
    static let rememberedPasswords = 24
    /// The shortest and longest account alias, in characters.
    /// - Source: botocore, `iam` model, `accountAliasType`.
    static let accountAlias = 3...63
    /// The longest name of a virtual MFA device, in characters.
    /// - Source: IAM User Guide, "IAM and AWS STS quotas", character limits.
    static let mfaDeviceName = 226
    /// Bytes of an MFA device's seed, 64 characters of base 32 as AWS's have.
    static let mfaSeedBytes = 40
    /// The longest serial number, in characters.
    /// - Source: botocore, `iam` model, `serialNumberType`.
    static let serialNumber = 256
    /// Steps of thirty seconds by which a device's clock may be wrong when it is enabled or set
    /// right: one hour, in which two codes in a row are found by chance once in 10^10 tries.
    static let mfaClockError: Int64 = 120
    /// Steps by which the clocks may have gone apart since.
    /// - Source: RFC 6238, section 5.2.
    static let mfaTolerance: Int64 = 1
    /// Wrong codes of a device within a step, after which all are refused: a code is then found by
    /// chance once in nine days of trying.
    static let mfaFailures = 5
    /// Devices whose wrong codes are counted at once.
    static let mfaGuarded = 10_000
    /// The smallest modulus of a public key for SSH.
    /// - Source: IAM API Reference, UploadSSHPublicKey: "The minimum bit-length is 2048 bits".
    static let sshKeyBits = 2048...16384
    /// The longest body of a public key, in characters.
    /// - Source: botocore, `iam` model, `publicKeyMaterialType`.
    static let publicKeyBody = 16384
    /// Days until an API key expires.
    /// - Source: botocore, `iam` model, `credentialAgeDays`.
    static let credentialAgeDays = 1...36600
    /// The longest URL of an OpenID Connect provider, in characters.
    /// - Source: botocore, `iam` model, `OpenIDConnectProviderUrlType`.
    static let providerURL = 255
    /// The longest client id, in characters.
    /// - Source: botocore, `iam` model, `clientIDType`.
    static let clientID = 255
    /// The most thumbprints of an OpenID Connect provider.
    /// - Source: IAM API Reference, CreateOpenIDConnectProvider, `ThumbprintList`.
    static let thumbprints = 5
    /// The hexadecimal digits of a thumbprint.
    /// - Source: botocore, `iam` model, `thumbprintType`.
    static let thumbprint = 40
    /// The letters of the id of a signing certificate.
    /// - Source: IAM API Reference, UploadSigningCertificate (examples).
    static let signingCertificateID = 32
    /// The letters of the ids of SAML providers and of their private keys.
    /// - Source: botocore, `iam` model, `privateKeyIdType`: at least 22.
    static let samlID = 22

    /// Years for which a SAML provider holds whose metadata do not tell their end.
    /// - Source: AWS's own answers as quoted in public guides (created 2024, valid until 2124).
    static let metadataYears = 100
    /// How long a used assertion is remembered past its time, in seconds, if the clock is set back.
    static let assertionSeconds: Int64 = 600
    /// Assertions that are looked at for their age when one is used: more than are used.
    static let assertionsForgotten = 4
    /// The most certificates of a chain: real ones have three, and each costs a signature check.
    static let chainCertificates = 16
    /// How long it is known when an action was last used, in seconds.
    /// - Source: IAM User Guide, "Refine permissions using last accessed information": 400 days.
    static let trackingPeriodSeconds: Int64 = 400 * 86_400
    /// How long a credential report is told, in seconds.
    /// - Source: IAM User Guide, "Generate credential reports for your AWS account".
    static let credentialReportSeconds: Int64 = 4 * 3600
    /// How long a report of what was last accessed is kept, in seconds; AWS does not say.
    static let accessJobSeconds: Int64 = 7 * 86_400
    /// Reports that are looked at for their age when one is made: more than are made.
    static let accessJobsForgotten = 4
    /// How long a delegation request waits for someone to take it on, in seconds.
    /// - Source: IAM User Guide, "Building your integration", "State transitions".
    static let unassignedDelegationSeconds: Int64 = 86_400
    /// How long a delegation request stays in any other state, in seconds.
    /// - Source: as above.
    static let delegationSeconds: Int64 = 7 * 86_400
    /// How exact the last use is, in milliseconds.
    static let useGranularity: Int64 = 60_000
}
