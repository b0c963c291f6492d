import Base
import HTTPMessage
import Testing
import Workloads

@Suite("Addresses of functions")
struct FunctionAddressTests {
    private static let path = "/2015-03-31/functions/greeter/invocations"
    private let invocations: FunctionInvocations
    private let interface: RuntimeInterface

    init() {
        let runtime = FunctionRuntime(timeoutSeconds: 3, clock: TestClock().clock)
        let arn = "arn:aws:lambda:us-east-1:111122223333:function:greeter"
        invocations = FunctionInvocations(
            runtime,
            name: "greeter",
            functionARN: arn,
            random: .system
        )
        interface = RuntimeInterface(runtime, functionARN: arn)
    }

    /// The status of an answer that comes before the body; nil when the body is read.
    private func status(
        _ application: any Application,
        _ method: String,
        _ target: String,
        _ fields: [(String, String)]
    ) -> Int? {
        let head = RequestHead(method: method, target: target, fields: fields)
        guard case .answer(let response) = application.receive(head) else { return nil }
        return response.status
    }

    @Test(
        "a page in a browser cannot invoke or ask",
        arguments: [
            ("Origin", "https://evil.example"), ("Origin", "null"), ("origin", "http://127.0.0.1"),
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
            ("Host", "evil.example"), ("Via", "1.1 proxy"),
        ]
    )
    func pages(field: (String, String)) {
        #expect(status(invocations, "POST", Self.path, [field]) == 403)
        #expect(status(interface, "GET", "/2018-06-01/runtime/invocation/next", [field]) == 403)
        #expect(
            status(interface, "POST", "/2018-06-01/runtime/invocation/1/response", [field]) == 403
        )
    }

    @Test("clients can", arguments: [nil, "none", "same-origin"])
    func clients(site: String?) {
        let fields = site.map { [("Sec-Fetch-Site", $0)] } ?? []
        #expect(status(invocations, "POST", Self.path, fields) == nil)
        #expect(status(interface, "GET", "/2018-06-01/runtime/invocation/next", fields) == nil)
    }
}
