import Base
import Cryptography
import Fetching
import Signature
import Synchronization
import Testing
import Workloads

@Suite("Calling a server")
struct ServiceClientTests {
    /// Answers in turn, and keeps what was sent.
    private final class Wire: Sendable {
        private let state: Mutex<(answers: [IncomingAnswer?], sent: [OutgoingRequest])>
        var sent: [OutgoingRequest] { state.withLock { $0.sent } }

        init(_ answers: [(Int, String)?]) {
            state = Mutex(
                (
                    answers.map { row in
                        row.map { IncomingAnswer(status: $0.0, body: Array($0.1.utf8)) }
                    }, []
                )
            )
        }

        func send(_ request: OutgoingRequest) throws(Fetcher.Failure) -> IncomingAnswer {
            let answer = state.withLock { state -> IncomingAnswer? in
                state.sent.append(request)
                return state.answers.isEmpty ? nil : state.answers.removeFirst()
            }
            guard let answer else { throw .unreachable }
            return answer
        }
    }

    private static let granted = """
        <ActAsServiceResponse xmlns="https://rolecall.dev/doc/2026-11-01/"><ActAsServiceResult>\
        <Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
        <SessionToken>t&amp;u</SessionToken><Expiration>2026-11-25T08:00:00Z</Expiration>\
        </Credentials><AssumedRoleUser><AssumedRoleId>AROA1:s</AssumedRoleId>\
        <Arn>arn:aws:sts::111122223333:assumed-role/Worker/s</Arn></AssumedRoleUser>\
        </ActAsServiceResult></ActAsServiceResponse>
        """

    private static let denied = """
        <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>\
        <Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>
        """

    private func client(_ wire: Wire, endpoints: [String]) -> ServiceClient {
        ServiceClient(
            endpoints: endpoints.compactMap { ServerEndpoint($0) },
            region: "us-east-1",
            keys: {
                CallerKeys(
                    accessKeyID: "AKIAIOSFODNN7EXAMPLE",
                    secretAccessKey: Secret("key".utf8),
                    sessionToken: nil
                )
            },
            transport: { request throws(Fetcher.Failure) in try wire.send(request) },
            clock: TestClock().clock
        )
    }

    private let binding = RoleBinding.service(
        principal: "ec2.amazonaws.com",
        roleARN: "arn:aws:iam::111122223333:role/Worker",
        sessionName: "i-0a",
        sourceARN: nil,
        durationSeconds: 900
    )

    @Test("asks for a role's keys and reads them")
    func keys() throws {
        let wire = Wire([(200, Self.granted)])
        let keys = try client(wire, endpoints: ["http://127.0.0.1:4566"]).keys(for: binding)
        #expect(keys.accessKeyID == "ASIA1")
        #expect(keys.sessionToken == "t&u")
        #expect(keys.expiration == Timestamp(iso8601: "2026-11-25T08:00:00Z"))
        #expect(keys.account == "111122223333")
        let request = try #require(wire.sent.first)
        #expect(request.isInsecure)
        #expect(request.url == "http://127.0.0.1:4566/")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "Action=ActAsService&Version=2026-11-01&Service=ec2.amazonaws.com"
                + "&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FWorker"
                + "&RoleSessionName=i-0a&DurationSeconds=900"
        )
        let authorization = request.fields.first { $0.name == "Authorization" }?.value ?? ""
        #expect(authorization.contains("/us-east-1/rolecall/aws4_request"))
    }

    @Test("tries the next endpoint, and again, when a server is away or in trouble")
    func nextEndpoint() throws {
        let wire = Wire([nil, (503, "<busy/>"), (500, Self.denied), (200, Self.granted)])
        let endpoints = ["https://a.example:1", "https://b.example:1"]
        _ = try client(wire, endpoints: endpoints).keys(for: binding)
        #expect(
            wire.sent.map(\.url) == [
                "https://a.example:1/", "https://b.example:1/", "https://a.example:1/",
                "https://b.example:1/",
            ]
        )
    }

    @Test("takes a refusal for an answer")
    func refused() {
        let wire = Wire([(403, Self.denied)])
        #expect(throws: CallFailure.refused(status: 403, code: "AccessDenied", message: "no")) {
            try client(wire, endpoints: ["https://a.example"]).keys(for: binding)
        }
        #expect(wire.sent.count == 1)
    }

    @Test("gives up when nothing answers, or nothing that is one of AWS's answers")
    func unreachable() {
        for answer in ["", "<a>", "<html/>", "<ActAsServiceResponse/>"] {
            let wire = Wire([(200, answer), (200, answer)])
            #expect(throws: CallFailure.unreachable) {
                try client(wire, endpoints: ["https://a.example"]).keys(for: binding)
            }
        }
    }

    @Test(
        "an endpoint is a scheme, a host and perhaps a port",
        arguments: [
            "ftp://a", "a", "https://", "https://a/b", "https://u@a", "https://a b", "http://a?b",
            "https://a\r\nX: y",
        ]
    )
    func noEndpoint(text: String) {
        #expect(ServerEndpoint(text) == nil)
    }
}
