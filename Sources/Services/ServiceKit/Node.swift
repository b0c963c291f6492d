public import Base
public import Directory
public import Tokens

/// What all calls of one running server share.
public struct Node: Sendable {
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
        messages: AuthorizationMessages? = nil,
        identity: InstanceIdentity? = nil
    ) {
        self.clock = clock
        self.random = random
        self.directory = directory
        self.tokens = tokens
        self.jobs = jobs
        let messages = messages ?? AuthorizationMessages(Seal(MasterKey(random: random)))
        self.messages = messages
        self.identity =
            identity ?? InstanceIdentity { .init(now: clock.now, random: random) }
        gate = Gate(messages)
    }
}
