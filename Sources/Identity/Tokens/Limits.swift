/// The limits of tokens, each with its reason.
enum Limits {
    /// The longest token in characters.
    ///
    /// - Source: botocore, `sts` model, `MinimumSessionTokenSize` (at most 4096): clients expect to
    ///   hold that much. Longer ones are opened, since names and policies together may need it.
    static let tokenText = 8192

    /// The longest token that clients are told to expect, in characters.
    ///
    /// - Source: botocore, `sts` model, `MinimumSessionTokenSize` (at most 4096).
    static let expectedTokenText = 4096

    /// Packed bytes of session policies, their ARNs and tags that make 100 %.
    ///
    /// AWS does not publish its budget. This one admits an incompressible policy of 2,048 characters,
    /// AWS's limit for the plain text, with a few tags, and keeps a usual token below 4,096 characters.
    static let packedBudget = 2304

    /// The most bytes that a packed block may unpack to: fifty tags of 384 characters of up to four
    /// bytes, ten ARNs of 2,048 and policies of 8 KiB.
    static let unpacked = 131_072

    /// The most entries of one list: tags are 50, policies and ARNs 10.
    ///
    /// - Source: IAM User Guide, "IAM and AWS STS quotas".
    static let listEntries = 128

    /// Sessions held by a cache, about 2 KiB each.
    static let cachedSessions = 8192

    /// The longest session in seconds, 36 hours: so long an old key must still open tokens.
    ///
    /// - Source: botocore, `sts` model, GetSessionToken, `DurationSeconds`.
    static let longestSessionSeconds: Int64 = 129_600

    /// The most keys in a ring.
    ///
    /// Our own: a key a day for the longest session needs three.
    static let ringKeys = 64
}
