import Base
import Cryptography
import Fetching
import HTTPMessage
import HTTPServer
import Workloads

/// Reads the input as an agent's configuration, as a server's answer, and as a request to a metadata
/// service, which must not give anything away without a token.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: the fuzzer hands out `size` bytes.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    if let read = try? ConfigurationReader.read(bytes) {
        for binding in read.instances.flatMap(\.bindings) {
            precondition(read.servers[binding.server] != nil, "a server that is not there")
        }
    }
    readAnswers(bytes)
    askMetadata(bytes)
    return 0
}

private func client(_ answer: @escaping @Sendable (OutgoingRequest) -> [UInt8]) -> ServiceClient {
    ServiceClient(
        endpoints: [ServerEndpoint("http://127.0.0.1:1")].compactMap { $0 },
        region: "us-east-1",
        keys: {
            CallerKeys(
                accessKeyID: "AKIAIOSFODNN7EXAMPLE",
                secretAccessKey: Secret("secret".utf8),
                sessionToken: nil
            )
        },
        transport: { request throws(Fetcher.Failure) in
            IncomingAnswer(status: 200, body: answer(request))
        },
        clock: Clock { Timestamp(seconds: 1_790_000_000) }
    )
}

private func readAnswers(_ bytes: [UInt8]) {
    let client = client { _ in bytes }
    _ = try? client.describe(.instance("i-1"))
    let binding = RoleBinding.assume(
        roleARN: "arn:aws:iam::111122223333:role/R",
        sessionName: "s",
        externalID: nil,
        durationSeconds: nil
    )
    guard let keys = try? client.keys(for: binding) else { return }
    let plan = KeepingPlan(for: keys, at: Timestamp(seconds: 1_790_000_000), jitter: 0.5)
    precondition(plan.renewAt <= plan.expiresAt && plan.lateAt <= plan.expiresAt)
}

private let described = Array(
    """
    <R><DescribeWorkloadResult><AccountId>111122223333</AccountId><Region>us-east-1</Region>\
    <InstanceProfileArn>p</InstanceProfileArn><RoleArn>r</RoleArn><RoleName>r</RoleName>\
    </DescribeWorkloadResult></R>
    """.utf8
)

private let granted = Array(
    """
    <R><ActAsServiceResult><Credentials><AccessKeyId>ASIA1</AccessKeyId>\
    <SecretAccessKey>sesame</SecretAccessKey><SessionToken>t</SessionToken>\
    <Expiration>2040-01-01T00:00:00Z</Expiration></Credentials></ActAsServiceResult></R>
    """.utf8
)

private let metadata: InstanceMetadata = {
    let clock = Clock { Timestamp(seconds: 1_790_000_000) }
    let client = client { request in
        request.body.starts(with: "Action=DescribeWorkload".utf8) ? described : granted
    }
    let instance = Instance(
        .profile(named: "P"),
        client: client,
        surroundings: KeeperSurroundings(
            clock: clock,
            random: .system,
            run: { _, fetch in
                fetch()
                return true
            }
        )
    )
    return InstanceMetadata(
        InstanceTable(byAddress: [:], other: instance),
        tokens: MetadataTokens(random: .system),
        clock: clock
    )
}()

private struct Listener: Responder {
    let take: @Sendable (Response) -> Void
    func respond(_ response: Response) { take(response) }
}

private func askMetadata(_ bytes: [UInt8]) {
    let (_, head) = HeadGuard.read(bytes)
    guard let head else { return }
    let isPut = head.matches(head.method, "PUT")
    let check: @Sendable (Response) -> Void = { response in
        // Tokens are random, so that no input holds one: only a PUT can succeed.
        precondition(response.status != 200 || isPut, "metadata without a token")
        precondition(response.status != 200 || response.hopLimit == 1, "a token without a limit")
        precondition(!(300...399).contains(response.status), "a redirect")
    }
    switch metadata.receive(head) {
    case .answer(let response): check(response)
    case .collect(_, let then): then([], Listener(take: check))
    case .stream: preconditionFailure("metadata take no stream")
    }
}
