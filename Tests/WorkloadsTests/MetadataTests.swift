import Base
import Cryptography
import Fetching
import HTTPMessage
import Markup
import Synchronization
import Testing
import Workloads

@Suite("Instance metadata")
struct MetadataTests {
    /// A server that knows one instance, as a test wishes.
    private final class Known: Sendable {
        private let state = Mutex<(description: String, isAway: Bool, calls: Int)>(("", false, 0))
        let time = TestClock()
        var calls: Int { state.withLock { $0.calls } }

        func tell(_ description: String) { state.withLock { $0.description = description } }
        func leave(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }

        func answer(_ request: OutgoingRequest) throws(Fetcher.Failure) -> IncomingAnswer {
            let (description, isAway) = state.withLock { state in
                state.calls += 1
                return (state.description, state.isAway)
            }
            guard !isAway else { throw .unreachable }
            let form = String(decoding: request.body, as: UTF8.self)
            guard form.hasPrefix("Action=DescribeWorkload") else {
                let role = form.contains("role%2FOther") ? "OTHER" : "WEB"
                return xml("ActAsService", keys(role))
            }
            return xml("DescribeWorkload", description)
        }

        private func keys(_ id: String) -> String {
            "<Credentials><AccessKeyId>ASIA\(id)</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                + "<SessionToken>t</SessionToken><Expiration>\(time.now.adding(seconds: 3600))"
                + "</Expiration></Credentials>"
        }

        private func xml(_ name: String, _ result: String) -> IncomingAnswer {
            let text = "<\(name)Response><\(name)Result>\(result)</\(name)Result></\(name)Response>"
            return IncomingAnswer(status: 200, body: Array(text.utf8))
        }
    }

    private let server = Known()
    private let metadata: InstanceMetadata

    private static func description(
        state: String = "running",
        options: String = "<HttpTokens>optional</HttpTokens>",
        role: String = "Web"
    ) -> String {
        """
        <AccountId>111122223333</AccountId><Region>eu-central-1</Region>\
        <InstanceProfileArn>arn:aws:iam::111122223333:instance-profile/P</InstanceProfileArn>\
        <InstanceProfileId>AIPA1</InstanceProfileId>\
        <RoleArn>arn:aws:iam::111122223333:role/\(role)</RoleArn><RoleName>\(role)</RoleName>\
        <InstanceId>i-0a</InstanceId><InstanceState>\(state)</InstanceState>\
        <InstanceType>m5.large</InstanceType><ImageId>ami-1</ImageId>\
        <AvailabilityZone>eu-central-1b</AvailabilityZone>\
        <PrivateIpAddress>10.0.0.7</PrivateIpAddress><MetadataOptions>\(options)</MetadataOptions>\
        <Tags><member><Key>Name</Key><Value>web one</Value></member>\
        <member><Key>a/b</Key><Value>hidden</Value></member></Tags>\
        <IdentityDocument>{&quot;accountId&quot;:1}</IdentityDocument>\
        <IdentitySignature>c2ln</IdentitySignature><IdentityPKCS7>cGtjcw==</IdentityPKCS7>\
        <IdentityRSA2048>cnNh</IdentityRSA2048>
        """
    }

    init() {
        let server = server
        let client = ServiceClient(
            endpoints: [ServerEndpoint("http://127.0.0.1:1")].compactMap { $0 },
            region: "eu-central-1",
            keys: {
                CallerKeys(
                    accessKeyID: "AKIAIOSFODNN7EXAMPLE",
                    secretAccessKey: Secret("s".utf8),
                    sessionToken: nil
                )
            },
            transport: { request throws(Fetcher.Failure) in try server.answer(request) },
            clock: server.time.clock
        )
        let instance = Instance(
            .instance("i-0a"),
            client: client,
            surroundings: KeeperSurroundings(
                clock: server.time.clock,
                random: RandomSource { [UInt8](repeating: 0, count: $0) },
                run: { _, body in
                    body()
                    return true
                }
            )
        )
        metadata = InstanceMetadata(
            InstanceTable(byAddress: [:], other: instance),
            tokens: MetadataTokens(random: .system),
            clock: server.time.clock
        )
        server.tell(Self.description())
    }

    private final class Told: Responder {
        let response = Mutex<Response?>(nil)
        func respond(_ response: Response) { self.response.withLock { $0 = response } }
    }

    private func send(
        _ method: String,
        _ target: String,
        _ fields: [(String, String)] = []
    ) -> (status: Int, text: String, response: Response) {
        let head = RequestHead(method: method, target: target, fields: fields)
        let response: Response
        switch metadata.receive(head) {
        case .answer(let answer): response = answer
        case .collect(_, let then):
            let told = Told()
            then([], told)
            response = told.response.withLock { $0 } ?? Response(status: 0)
        case .stream: response = Response(status: 0)
        }
        guard case .bytes(let bytes) = response.body else { return (response.status, "", response) }
        return (response.status, String(decoding: bytes, as: UTF8.self), response)
    }

    private func get(_ path: String) -> String {
        let (status, text, _) = send("GET", "/latest/\(path)")
        return status == 200 ? text : "\(status)"
    }

    @Test(
        "tells an instance of itself",
        arguments: [
            ("meta-data/instance-id", "i-0a"), ("meta-data/ami-id", "ami-1"),
            ("meta-data/instance-type", "m5.large"), ("meta-data/local-ipv4", "10.0.0.7"),
            ("meta-data/placement/", "availability-zone\nregion"),
            ("meta-data/placement/region", "eu-central-1"),
            ("meta-data/hostname", "ip-10-0-0-7.eu-central-1.compute.internal"),
            ("meta-data/iam/security-credentials/", "Web"),
            ("dynamic/instance-identity/", "document\npkcs7\nrsa2048\nsignature"),
            ("dynamic/instance-identity/document", "{\"accountId\":1}"),
            ("dynamic/instance-identity/signature", "c2ln"),
            ("dynamic/instance-identity/pkcs7", "cGtjcw=="),
            ("dynamic/instance-identity/rsa2048", "cnNh"), ("meta-data/tags/instance", "404"),
            ("meta-data/iam/security-credentials/Other", "404"),
        ]
    )
    func tree(row: (String, String)) {
        #expect(get(row.0) == row.1)
    }

    @Test("shows tags where that is switched on, but for keys that no path can hold")
    func tags() {
        server.tell(
            Self.description(
                options: "<HttpTokens>optional</HttpTokens>"
                    + "<InstanceMetadataTags>enabled</InstanceMetadataTags>"
            )
        )
        #expect(get("meta-data/tags/instance/") == "Name")
        #expect(get("meta-data/tags/instance/Name") == "web one")
    }

    @Test("limits the hops of the answer with a token, and of no other")
    func hops() {
        server.tell(
            Self.description(options: "<HttpPutResponseHopLimit>3</HttpPutResponseHopLimit>")
        )
        let fields = [("X-aws-ec2-metadata-token-ttl-seconds", "60")]
        let (status, token, response) = send("PUT", "/latest/api/token", fields)
        #expect(status == 200)
        #expect(response.hopLimit == 3)
        let proof = [("X-aws-ec2-metadata-token", token)]
        let page = send("GET", "/latest/meta-data/", proof)
        #expect(page.status == 200)
        #expect(page.response.hopLimit == nil)
        #expect(get("meta-data/") == "401")
        server.time.advance(seconds: 60)
        #expect(send("GET", "/latest/meta-data/", proof).status == 401)
    }

    @Test("answers nothing for an instance that does not run, or whose service is off")
    func off() {
        for state in ["pending", "stopped", "terminated"] {
            server.tell(Self.description(state: state))
            server.time.advance(seconds: 60)
            #expect(get("meta-data/") == "404")
        }
        server.tell(Self.description(options: "<HttpEndpoint>disabled</HttpEndpoint>"))
        server.time.advance(seconds: 60)
        #expect(get("meta-data/") == "403")
        #expect(send("PUT", "/latest/api/token").status == 403)
    }

    @Test("gives another role's keys within a minute after the profile has changed")
    func change() {
        #expect(get("meta-data/iam/security-credentials/Web").contains("ASIAWEB"))
        server.tell(Self.description(role: "Other"))
        server.time.advance(seconds: 60)
        #expect(get("meta-data/iam/security-credentials/") == "Other")
        #expect(get("meta-data/iam/security-credentials/Web") == "404")
        #expect(get("meta-data/iam/security-credentials/Other").contains("ASIAOTHER"))
    }

    @Test("answers from memory, and while the server is away")
    func memory() {
        let first = get("meta-data/iam/security-credentials/Web")
        #expect(server.calls == 2)
        for _ in 0..<100 { #expect(get("meta-data/iam/security-credentials/Web") == first) }
        #expect(server.calls == 2)
        server.leave(true)
        for _ in 0..<50 {
            server.time.advance(seconds: 60)
            #expect(get("meta-data/iam/security-credentials/Web") == first)
        }
        server.time.advance(seconds: 600)
        #expect(get("meta-data/iam/security-credentials/Web") == "503")
    }
}
