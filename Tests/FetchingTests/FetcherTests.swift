import Base
import Fetching
import HTTPMessage
import HTTPServer
import Testing

@Suite("Fetcher")
struct FetcherTests {
    /// Answers the method, the body and a field; `/moved` with a redirect, `/long` with too much.
    private struct Mirror: Application {
        func receive(_ head: RequestHead) -> Reception {
            switch head.text(head.path) {
            case "/moved":
                return .answer(Response(status: 302, fields: [("Location", "/elsewhere")]))
            case "/long":
                return .answer(
                    Response(status: 200, body: .bytes([UInt8](repeating: 65, count: 1 << 20)))
                )
            default:
                let start = "\(head.text(head.method)) \(head.value("x-field") ?? "-") "
                return .collect(limit: 1 << 20) { body, responder in
                    let all = Array(start.utf8) + body
                    responder.respond(Response(status: 201, body: .bytes(all)))
                }
            }
        }
    }

    private let server: HTTPServer
    private let fetcher = Fetcher()

    init() throws {
        server = try HTTPServer(
            HTTPServerConfiguration(address: IPAddress(v4: 0x7F00_0001), port: 0),
            application: Mirror()
        )
    }

    private func url(_ path: String) -> String { "http://127.0.0.1:\(server.port)\(path)" }

    private func send(_ request: OutgoingRequest) throws -> (status: Int, text: String) {
        let answer = try fetcher.send(request)
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    @Test("sends methods, fields and bodies, and gives any status back")
    func exchange() throws {
        var request = OutgoingRequest(
            method: "PUT",
            url: url("/"),
            fields: [("X-Field", "value")],
            body: Array("body".utf8),
            isInsecure: true
        )
        #expect(try send(request) == (201, "PUT value body"))
        request.method = "POST"
        request.fields = []
        request.body = []
        #expect(try send(request) == (201, "POST - "))
        request.method = "GET"
        #expect(try send(request) == (201, "GET - "))
        #expect(try fetcher.send(request).field == nil)
        request.wantedField = "content-LENGTH"
        #expect(try fetcher.send(request).field == "6")
        request.wantedField = "X-None"
        #expect(try fetcher.send(request).field == nil)
    }

    @Test("takes nothing but 200 for a document, and follows no redirect")
    func documents() throws {
        #expect(throws: Fetcher.Failure.refused) { try fetcher.get(url("/"), isInsecure: true) }
        #expect(throws: Fetcher.Failure.refused) {
            try fetcher.get(url("/moved"), isInsecure: true)
        }
    }

    @Test("refuses an answer that is too long")
    func length() throws {
        #expect(throws: Fetcher.Failure.refused) { try fetcher.get(url("/long"), isInsecure: true) }
    }

    @Test(
        "connects to public addresses only, and to loopback without TLS only where that is said",
        arguments: [
            "https://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/",
            "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://0.0.0.0/", "file:///etc/hosts",
        ]
    )
    func places(url: String) throws {
        #expect(throws: Fetcher.Failure.unreachable) { try fetcher.get(url) }
        #expect(throws: Fetcher.Failure.unreachable) { try fetcher.get(self.url("/")) }
    }

    @Test(
        "plain HTTP reaches loopback only",
        arguments: ["http://10.255.255.1/", "http://192.0.2.1/", "https://127.0.0.1/"]
    )
    func insecure(url: String) throws {
        #expect(throws: Fetcher.Failure.unreachable) {
            try Fetcher(allowsPrivate: true).get(url, isInsecure: true)
        }
    }

    @Test("a detour leads to another place under the same name")
    func detour() throws {
        let fetcher = Fetcher(detours: [
            "other.invalid:80:127.0.0.1:1", "idp.invalid:80:127.0.0.1:\(server.port)",
        ])
        let request = OutgoingRequest(
            url: "http://idp.invalid/",
            fields: [("X-Field", "value")],
            isInsecure: true
        )
        let answer = try fetcher.send(request)
        #expect(String(decoding: answer.body, as: UTF8.self) == "GET value ")
        #expect(throws: Fetcher.Failure.unreachable) {
            try fetcher.get("http://other.invalid/", isInsecure: true)
        }
    }
}
