internal import Base
internal import HTTPMessage
internal import ServiceKit
internal import ServiceModel
internal import Signature
internal import Telemetry
internal import WireProtocols

/// Serves the calls of the REST protocol with JSON.
///
/// Decode, authenticate, authorize, run, encode, record: every call goes this way.
final class RESTDesk: Sendable {
    /// A service at the desk.
    final class Service: Sendable {
        let name: StaticString
        let wire: RESTJSONProtocol
        let dispatcher: Dispatcher

        init(name: StaticString, model: Model, handlers: [Handler], node: Node) {
            self.name = name
            wire = RESTJSONProtocol(model)
            dispatcher = Dispatcher(node: node, handlers: handlers, model: model)
        }
    }

    /// The largest body in bytes: ours; the largest that is sent in earnest has a few kilobytes.
    static let bodyLimit = 262_144

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

    /// The service that a request is signed for; nil when it is none at this desk.
    func service(_ signed: Result<SignedRequest?, SignatureFailure>) -> Service? {
        guard case .success(let request?) = signed else { return nil }
        return services.first { request.scope.isFor(service: $0.name) }
    }

    func serve(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        of service: Service,
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
        let (caller, region) = try caller(head, signed, service, body)
        record.caller = caller.arn
        let (operation, labels) = try service.wire.operation(
            RESTJSONProtocol.Target(
                method: String(decoding: head.bytes[head.method], as: UTF8.self),
                path: String(decoding: head.bytes[head.path], as: UTF8.self)
            )
        )
        record.operation = operation.name
        try SessionRules.check(
            caller,
            service: service.name.description,
            operation: operation.name
        )
        let query = try Form(body: Span(), query: head.bytes.span.extracting(head.query))
        let input = try service.wire.input(of: operation, labels: labels, query: query, body: body)
        let environment = RequestEnvironment(
            requestID: record.id,
            now: record.began,
            sourceIP: head.peer,
            isSecure: head.isSecure,
            region: region,
            head: head
        )
        service.dispatcher.run(
            operation,
            caller: caller,
            input: input,
            environment: environment
        ) { result in
            switch result {
            case .success(let output):
                self.finish(service.wire.success(operation, output), record, responder)
            case .failure(let error): self.fail(error, service, record, responder)
            }
        }
    }

    private func caller(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        _ service: Service,
        _ body: [UInt8]
    ) throws(ServiceError) -> (caller: Caller, region: String) {
        do throws(SignatureFailure) {
            guard let request = try signed.get() else { throw .missingAuthentication }
            let caller = try authenticator.authenticate(
                head,
                request,
                service: service.name,
                body: body.span,
                now: clock.now
            )
            return (caller, request.scope.region)
        } catch {
            let answer = error.answer(in: .json)
            throw ServiceError(code: answer.code, message: answer.message, status: answer.status)
        }
    }

    private func fail(
        _ error: ServiceError,
        _ service: Service,
        _ record: Record,
        _ responder: any Responder
    ) {
        record.authorizationMessage = error.authorizationMessage ?? ""
        var told = error
        // What all services share has other names in JSON.
        switch error.code {
        case "AccessDenied": told.code = "AccessDeniedException"
        case "ValidationError": told.code = "InvalidParameterException"
        case "InternalFailure": told.code = "ServerException"
        default: break
        }
        finish(service.wire.failure(told), record, code: told.code, responder)
    }

    private func finish(
        _ answer: WireAnswer,
        _ record: Record,
        code: String = "",
        _ responder: any Responder
    ) {
        var fields = [
            (WireAnswer.requestIDField, record.id), ("Content-Type", answer.contentType),
        ]
        if let type = answer.errorType { fields.append((WireAnswer.errorTypeField, type)) }
        if !record.authorizationMessage.isEmpty {
            fields.append((WireAnswer.authorizationMessageField, record.authorizationMessage))
        }
        responder.respond(
            Response(status: answer.status, fields: fields, body: .bytes(answer.body))
        )
        record.finish(status: answer.status, code: code)
    }
}
