internal import Base
internal import HTTPMessage
internal import ServiceKit
internal import ServiceModel
internal import Signature
internal import Telemetry
internal import WireProtocols

/// Serves the calls of the protocol `rest-json`: of EKS and IAM Roles Anywhere.
///
/// The same way as at `QueryDesk`: decode, authenticate, authorize, run, encode, record.
final class RestDesk: Sendable {
    /// A service at the desk.
    final class Service: Sendable {
        let name: StaticString
        let wire: RestProtocol
        let dispatcher: Dispatcher
        /// What the scope of a signature ends with, for requests whose signature cannot be read.
        let scopeEnd: [UInt8]

        init(name: StaticString, model: Model, handlers: [Handler], node: Node) {
            self.name = name
            wire = RestProtocol(model)
            dispatcher = Dispatcher(node: node, handlers: handlers, model: model)
            scopeEnd = Array("/\(name)/aws4_request".utf8)
        }
    }

    let services: [Service]
    let authenticator: Authenticator
    let ids: RequestIDs
    let clock: Clock
    let events: EventLog

    init(
        services: [Service],
        authenticator: Authenticator,
        ids: RequestIDs,
        clock: Clock,
        events: EventLog
    ) {
        self.services = services
        self.authenticator = authenticator
        self.ids = ids
        self.clock = clock
        self.events = events
    }

    /// By the scope of the signature; nil for what is none of these services'.
    func service(
        of head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>
    ) -> Service? {
        switch signed {
        case .success(let request?):
            return services.first { request.scope.isFor(service: $0.name) }
        case .success(nil): return nil
        case .failure:
            guard let field = head.field("authorization") else { return nil }
            return services.first { head.bytes[field].contains($0.scopeEnd) }
        }
    }

    func serve(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        _ service: Service,
        body: [UInt8],
        began: Timestamp,
        to responder: any Responder
    ) {
        let record = Record(id: ids.next(), began: began, events: events, clock: clock)
        record.service = service.name
        do throws(ServiceError) {
            try answer(head, signed, service, body, record, responder)
        } catch { fail(error, service, record, responder) }
    }

    private func answer(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        _ service: Service,
        _ body: [UInt8],
        _ record: Record,
        _ responder: any Responder
    ) throws(ServiceError) {
        let proof = try proof(head, signed, service, body)
        let caller = proof.caller
        record.caller = caller.arn
        let call = try service.wire.call(
            method: head.bytes[head.method],
            path: head.bytes[head.path]
        )
        let operation = call.operation
        record.operation = operation.name
        guard operation.isUnsigned == (proof.certificate != nil) else {
            throw Self.told(.missingAuthentication)
        }
        try SessionRules.check(
            caller,
            service: service.name.description,
            operation: operation.name
        )
        guard service.dispatcher.serves(operation) else { throw .notImplemented(operation.name) }
        let query = head.bytes.span.extracting(head.query)
        let input = try service.wire.input(of: call, query: query, body: body)
        service.dispatcher.run(
            operation,
            caller: caller,
            input: input,
            environment: RequestEnvironment(
                requestID: record.id,
                now: record.began,
                sourceIP: head.peer,
                isSecure: head.isSecure,
                region: proof.region,
                head: head,
                certificate: proof.certificate
            )
        ) { result in
            switch result {
            case .success(let output):
                record.answer(service.wire.success(operation, output), to: responder)
            case .failure(let error): self.fail(error, service, record, responder)
            }
        }
    }

    /// What a signature shows: a caller, or only that somebody holds a certificate's key.
    private struct Proof {
        var caller = Caller.anonymous
        var region: String
        var certificate: CertificateSignature?
    }

    private func proof(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        _ service: Service,
        _ body: [UInt8]
    ) throws(ServiceError) -> Proof {
        do throws(SignatureFailure) {
            if CertificateSignature.isMeant(head) {
                let signature = try CertificateSignature(
                    verifying: head,
                    body: body.span,
                    service: service.name,
                    now: clock.now
                )
                return Proof(region: signature.region, certificate: signature)
            }
            guard let request = try signed.get() else { throw .missingAuthentication }
            let caller = try authenticator.authenticate(
                head,
                request,
                service: service.name,
                body: body.span,
                now: clock.now
            )
            return Proof(caller: caller, region: request.scope.region)
        } catch { throw Self.told(error) }
    }

    private static func told(_ failure: SignatureFailure) -> ServiceError {
        let answer = failure.answer(in: .json)
        return ServiceError(code: answer.code, message: answer.message, status: answer.status)
    }

    private func fail(
        _ error: ServiceError,
        _ service: Service,
        _ record: Record,
        _ responder: any Responder
    ) {
        record.authorizationMessage = error.authorizationMessage ?? ""
        record.answer(
            service.wire.failure(error),
            code: service.wire.code(of: error),
            to: responder
        )
    }
}
