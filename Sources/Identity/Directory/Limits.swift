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
    /// Records that a listing which leaves many out looks at before it gives a page, perhaps short.
    static let recordsPerPage = 4000
    /// Locks that share the entries of a cache: a few times the processors that serve requests.
    static let cacheShards = 16
    /// Compiled managed policies that are kept: AWS has about 1,400, and few are used.
    static let compiledPolicies = 2048
    /// Keys and roles whose last use is kept in memory.
    static let lastUses = 100_000
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
