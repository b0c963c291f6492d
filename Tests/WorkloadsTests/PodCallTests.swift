import Base
import Cryptography
import Fetching
import Synchronization
import Testing
import Workloads

@Suite("Calling EKS Auth")
struct PodCallTests {
    private static func text(expiration: String) -> String {
        """
        {"assumedRoleUser": {"arn": "arn:aws:sts::111122223333:assumed-role/Pod/eks-prod"},
         "credentials": {"accessKeyId": "ASIA1", "secretAccessKey": "s", "sessionToken": "t",
                         "expiration": \(expiration)}}
        """
    }

    private func keys(
        _ answer: IncomingAnswer,
        _ sent: @escaping @Sendable (OutgoingRequest) -> Void = { _ in }
    ) throws(CallFailure) -> SessionKeys {
        let client = ServiceClient(
            endpoints: [ServerEndpoint("http://127.0.0.1:4566")].compactMap { $0 },
            region: "us-east-1",
            keys: {
                CallerKeys(
                    accessKeyID: "AKIAIOSFODNN7EXAMPLE",
                    secretAccessKey: Secret("key".utf8),
                    sessionToken: nil
                )
            },
            transport: { request throws(Fetcher.Failure) in
                sent(request)
                return answer
            },
            clock: TestClock().clock
        )
        return try client.keys(forPod: "a.b.c", cluster: "prod")
    }

    @Test("sends a pod's token and reads the keys")
    func granted() throws {
        let text = Self.text(expiration: "1.79000001E9")
        let answer = IncomingAnswer(status: 200, body: Array(text.utf8))
        let sent = Answers()
        let keys = try keys(answer) { request in
            let service = request.fields.first { $0.name == "Authorization" }?.value ?? ""
            sent.values.withLock {
                $0 = [
                    request.url, String(decoding: request.body, as: UTF8.self),
                    service.contains("/us-east-1/eks-auth/aws4_request") ? "signed" : service,
                ]
            }
        }
        #expect(
            sent.all == [
                "http://127.0.0.1:4566/clusters/prod/assume-role-for-pod-identity",
                "{\"token\":\"a.b.c\"}", "signed",
            ]
        )
        #expect(keys.accessKeyID == "ASIA1")
        #expect(keys.expiration == Timestamp(seconds: 1_790_000_010))
        #expect(keys.account == "111122223333")
    }

    @Test("reads the code of an error from its field")
    func refused() {
        let code = "InvalidTokenException"
        for field in [code, "\(code):http://internal.example/"] {
            let body = Array("{\"message\": \"no\"}".utf8)
            #expect(throws: CallFailure.refused(status: 400, code: code, message: "no")) {
                try keys(IncomingAnswer(status: 400, body: body, field: field))
            }
        }
    }

    @Test(
        "takes nothing else for an answer",
        arguments: [
            "", "[]", "{}", "{\"credentials\": 1}", "{\"credentials\": {}}",
        ]
    )
    func unreachable(text: String) {
        check(text)
    }

    @Test("takes no keys without an end", arguments: ["1e400", "\"2026-11-25T08:00:00Z\"", "null"])
    func endless(expiration: String) {
        check(Self.text(expiration: expiration))
    }

    private func check(_ text: String) {
        #expect(throws: CallFailure.unreachable) {
            try keys(IncomingAnswer(status: 200, body: Array(text.utf8)))
        }
        #expect(throws: CallFailure.unreachable) {
            try keys(IncomingAnswer(status: 400, body: Array(text.utf8)))
        }
    }
}
