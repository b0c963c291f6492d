/// The limits of web identity tokens and their issuers' keys, each with its reason.
enum Limits {
    /// The longest token in bytes.
    ///
    /// - Source: botocore, `sts` model, AssumeRoleWithWebIdentity, `WebIdentityToken`.
    static let token = 20_000

    /// How deeply a token's JSON nests; the claim of session tags needs four.
    static let depth = 8

    /// The longest `kid` in bytes.
    ///
    /// Our own: digests in hexadecimal have 128.
    static let keyID = 512

    /// The longest subject in bytes.
    ///
    /// OpenID Connect Core 1.0, section 2, has 255; names of Kubernetes' service accounts are longer.
    static let subject = 1024

    /// The most bytes of all ways in which a subject was authenticated; they travel in the session.
    static let methods = 512

    /// How far an issuer's clock may be ahead of ours, in seconds.
    ///
    /// Our own: AWS tells none.
    static let skewSeconds: Int64 = 300

    /// The most keys of an issuer.
    ///
    /// - Source: IAM User Guide, "Create an OpenID Connect identity provider", has 100 of each kind.
    static let keys = 200

    /// The most keys of one name that are tried: names tell keys apart, but for those of other kinds.
    ///
    /// Each costs whoever sends a token 1.5 ms of ours at the most.
    static let keysOfOneName = 4

    /// The longest address of keys in bytes, as browsers and proxies take them.
    static let address = 2048

    /// How long keys are used before they are fetched again, in milliseconds: an hour.
    static let freshMilliseconds: Int64 = 3_600_000

    /// How long keys are used when their issuer cannot be asked any more, in milliseconds: a day.
    static let staleMilliseconds: Int64 = 86_400_000

    /// How long an issuer is left alone after it was asked, in milliseconds.
    ///
    /// Within that time a token with an unknown key is refused without asking again.
    static let pauseMilliseconds: Int64 = 10_000

    /// The same for one that did not answer while its keys are still at hand.
    static let longPauseMilliseconds: Int64 = 60_000

    /// The most pairs of signing keys; more changes than that within an hour are refused.
    static let signingPairs = 64

    /// How long a web identity token is good at most, in seconds.
    ///
    /// - Source: botocore, `sts` model, GetWebIdentityToken, `DurationSeconds`.
    static let longestTokenSeconds: Int64 = 3600

    /// The most issuers kept: some 10 KiB each, and half a MiB for those with the most and largest keys.
    static let issuers = 250

    /// The most issuers that wait to be asked, for all accounts and for one.
    static let queued = 64
    static let queuedForOne = 16

    /// The most requests that wait for one issuer, and for all.
    static let waitingForOne = 256
    static let waiting = 1_024

    /// How many issuers are asked at the same time, for all accounts and for one.
    ///
    /// So that an account whose issuers do not answer leaves threads to others.
    static let workers = 8
    static let workersForOne = 3
}
