package import Base
package import Fetching
package import Markup
private import Signature

/// Calls the services of Rolecall servers in their protocols, signed with the caller's own keys.
///
/// Several endpoints are of one installation: when one cannot be reached, the next is tried.
package struct ServiceClient: Sendable {
    /// Sends a request; the network in service, a table of answers in tests.
    package typealias Transport =
        @Sendable (OutgoingRequest) throws(Fetcher.Failure) -> IncomingAnswer

    /// A service: the name that requests are signed for, and the version of its API.
    package struct Service: Sendable {
        let name: String
        let version: String

        /// Rolecall's own.
        package static let rolecall = Service(name: "rolecall", version: "2026-11-01")
        /// AWS STS.
        package static let sts = Service(name: "sts", version: "2011-06-15")
    }

    private let endpoints: [ServerEndpoint]
    /// The region that requests are signed for.
    package let region: String
    private let keys: @Sendable () throws(CallFailure) -> CallerKeys
    private let transport: Transport
    private let clock: Clock

    /// Takes where the servers are, and what gives the keys for each call.
    package init(
        endpoints: [ServerEndpoint],
        region: String,
        keys: @escaping @Sendable () throws(CallFailure) -> CallerKeys,
        transport: @escaping Transport,
        clock: Clock
    ) {
        self.endpoints = endpoints
        self.region = region
        self.keys = keys
        self.transport = transport
        self.clock = clock
    }

    /// The time by the client's clock.
    var now: Timestamp { clock.now }

    /// Calls an operation and waits for its result.
    ///
    /// - Returns: the element `<Operation>Result`.
    package func call(
        _ service: Service,
        _ operation: String,
        _ parameters: [(name: String, value: String)]
    ) throws(CallFailure) -> XMLElement {
        let form =
            [("Action", operation), ("Version", service.version)]
            + parameters.map { ($0.name, $0.value) }
        let message = Message(
            service: service.name,
            target: "/",
            contentType: "application/x-www-form-urlencoded; charset=utf-8",
            body: FormCoding.bytes(of: form)
        )
        return try call(message) { answer throws(CallFailure) in
            try Self.result(of: operation, answer)
        }
    }

    /// What is posted to a service.
    struct Message {
        let service: String
        let target: String
        let contentType: String
        let body: [UInt8]
        var wantedField: String?
    }

    /// Sends a message until a server has answered, and reads the answer.
    func call<Result>(
        _ message: Message,
        _ read: (IncomingAnswer) throws(CallFailure) -> Result
    ) throws(CallFailure) -> Result {
        let keys = try keys()
        let start = clock.now
        var failure = CallFailure.unreachable
        for _ in 0..<Limits.tries {
            for endpoint in endpoints {
                do throws(CallFailure) {
                    return try read(try send(message, keys, to: endpoint))
                } catch {
                    guard Self.isWorthAnotherTry(error) else { throw error }
                    failure = error
                }
                let spent = clock.now.milliseconds - start.milliseconds
                guard spent < Limits.triesMilliseconds else { throw failure }
            }
        }
        throw failure
    }

    private func send(
        _ message: Message,
        _ keys: CallerKeys,
        to endpoint: ServerEndpoint
    ) throws(CallFailure) -> IncomingAnswer {
        let signer = RequestSigner(
            accessKeyID: keys.accessKeyID,
            secretAccessKey: keys.secretAccessKey,
            sessionToken: keys.sessionToken,
            region: region,
            service: message.service
        )
        let fields = signer.signed(
            method: "POST",
            target: message.target,
            fields: [("Host", endpoint.authority), ("Content-Type", message.contentType)],
            body: message.body,
            at: clock.now
        )
        var request = OutgoingRequest(
            method: "POST",
            url: "\(endpoint.url)\(message.target)",
            fields: fields,
            body: message.body,
            isInsecure: endpoint.isInsecure,
            milliseconds: Limits.callMilliseconds
        )
        request.wantedField = message.wantedField
        do throws(Fetcher.Failure) {
            return try transport(request)
        } catch {
            throw .unreachable
        }
    }

    private static func result(
        of operation: String,
        _ answer: IncomingAnswer
    ) throws(CallFailure) -> XMLElement {
        guard let root = try? XMLReader.read(answer.body) else { throw .unreachable }
        guard answer.status == 200 else {
            let error = root.child("Error")
            guard let code = error?.text(of: "Code") else { throw .unreachable }
            throw .refused(
                status: answer.status,
                code: code,
                message: error?.text(of: "Message") ?? ""
            )
        }
        guard let result = root.child("\(operation)Result") else { throw .unreachable }
        return result
    }

    /// What may pass by itself: a server that is away, overloaded, or in trouble.
    private static func isWorthAnotherTry(_ failure: CallFailure) -> Bool {
        switch failure {
        case .unreachable: true
        case .refused(let status, let code, _): status >= 500 || code.hasPrefix("Throttling")
        case .noKeys, .noThread: false
        }
    }
}
