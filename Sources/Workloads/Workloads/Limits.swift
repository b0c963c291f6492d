/// The limits of workloads' endpoints, each with its reason.
package enum Limits {
    /// How long one call to a server may take, in milliseconds.
    ///
    /// 2 s: clients of container credentials wait that long for an answer (botocore,
    /// `ContainerMetadataFetcher.TIMEOUT_SECONDS`).
    static let callMilliseconds = 2_000

    /// How long all tries of a call may take together before there is no other, in milliseconds.
    static let triesMilliseconds: Int64 = 2_500

    /// How often a call is tried at each endpoint.
    static let tries = 2

    /// The longest life of a metadata token in seconds: six hours.
    ///
    /// - Source: Amazon EC2 User Guide, "How Instance Metadata Service Version 2 works".
    static let tokenSeconds = 21_600

    /// Keys are renewed before they have so long to run, in seconds, where their life allows it.
    ///
    /// 25 minutes: with less than 20, botocore takes them for stale and extends their end by itself
    /// (`InstanceMetadataFetcher._evaluate_expiration`).
    static let renewalSeconds: Int64 = 1_500

    /// Renewals are spread over so many seconds before that.
    static let renewalJitterSeconds: Int64 = 300

    /// With less than this to run a workload waits for new keys, in seconds; see above.
    static let lateSeconds: Int64 = 1_200

    /// How long what is known of an instance holds, in seconds.
    ///
    /// 15 s: a change of its profile reaches the workload within a minute, as at AWS.
    static let descriptionSeconds: Int64 = 15

    /// How long it may be used while it is asked for anew, in seconds: with the above, half a minute.
    static let lateDescriptionSeconds: Int64 = 30

    /// How long a refusal holds before the server is asked again, in seconds.
    static let refusalSeconds: Int64 = 5

    /// The longest pause between tries to reach a server, in seconds.
    static let pauseSeconds: Int64 = 30

    /// The longest configuration in bytes: some thousand instances and tasks.
    static let configurationBytes = 4 << 20

    /// The most bindings of one configuration.
    static let bindings = 10_000

    /// The most tokens of pods whose keys one endpoint keeps; the longest unused go first.
    ///
    /// - Source: eks-pod-identity-agent, `cmd/server.go`, `max-cache-size`.
    static let podTokens = 2_000

    /// The most tokens of one address that wait for the server's word at once.
    ///
    /// 64: more than the pods of a node that start together behind one address, and so few that thirty
    /// such addresses do not fill what is kept.
    static let waitingTokens = 64

    /// The longest file with an authorization token in bytes.
    ///
    /// - Source: botocore sets no limit; a projected token of Kubernetes has some 1,500 bytes.
    package static let tokenFileBytes = 64 << 10

    /// The longest body of a request that has none by its nature; it is read and dropped.
    static let droppedBody = 4 << 10

    /// The longest event or result of a function in bytes: 6 MiB and what escaping adds.
    ///
    /// - Source: AWS Lambda Developer Guide, "Lambda quotas", invocation payload: 6 MB.
    static let functionPayload = (6 << 20) + (100 << 10)

    /// The most invocations of a function that wait.
    static let waitingInvocations = 1_000

    /// The most bytes of the events that wait together: ten of the longest.
    static let waitingBytes = 64 << 20

    /// How long an invocation waits besides the time that another may take before it, in seconds.
    ///
    /// 20 s: a process has 2 s to end and 10 s to begin.
    ///
    /// - Source: AWS Lambda Developer Guide, "Understanding the Lambda execution environment
    ///   lifecycle", Init phase: 10 seconds; Shutdown phase: 2 seconds.
    static let startSeconds: Int64 = 20

    /// How long an invocation that nobody waits for may wait, in seconds: six hours.
    ///
    /// - Source: AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous
    ///   invocation", maximum age of an event.
    static let eventSeconds: Int64 = 21_600

    /// How long a function's process has to end, in seconds, before it is killed; see above.
    package static let shutdownSeconds: Int64 = 2

    /// How long before the latest moment a function's process is replaced, in seconds.
    ///
    /// 60 s: some tries to get its keys.
    static let replacementSeconds: Int64 = 60
}
