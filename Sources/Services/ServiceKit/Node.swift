public import Base
public import Directory
public import Tokens
public import WebIdentity

/// What all calls of one running server share.
///
/// A class, so that each call holds it by one reference.
public final class Node: Sendable {
    /// The time.
    public let clock: Clock
    /// Random bytes for ids and secrets.
    public let random: RandomSource
    /// Who exists.
    public let directory: Directory
    /// Issues and opens session tokens.
    public let tokens: SessionTokens
    /// Finishes what takes longer than a request.
    public let jobs: BackgroundJobs
    /// The keys of web identity providers.
    public let issuers: IssuerKeys
    /// Signs web identity tokens.
    public let signer: TokenSigner
    /// Where clients reach the server.
    public let publicURL: PublicURL
    /// Seals and opens what denials tell those who may decode it.
    public let messages: AuthorizationMessages
    /// Signs the documents of instances.
    public let identity: InstanceIdentity
    /// Decides.
    public let gate: Gate

    /// Joins the parts.
    public init(
        clock: Clock,
        random: RandomSource,
        directory: Directory,
        tokens: SessionTokens,
        jobs: BackgroundJobs = BackgroundJobs(),
        issuers: IssuerKeys? = nil,
        signer: TokenSigner? = nil,
        publicURL: PublicURL = PublicURL(),
        messages: AuthorizationMessages? = nil,
        identity: InstanceIdentity? = nil
    ) {
        self.clock = clock
        self.random = random
        self.directory = directory
        self.tokens = tokens
        self.jobs = jobs
        self.issuers = issuers ?? IssuerKeys(source: NoIssuers(), clock: clock)
        self.signer = signer ?? TokenSigner(clock: clock, random: random)
        self.publicURL = publicURL
        let messages = messages ?? AuthorizationMessages(Seal(MasterKey(random: random)))
        self.messages = messages
        self.identity =
            identity ?? InstanceIdentity { .init(now: clock.now, random: random) }
        gate = Gate(messages)
    }
}
