internal import Base
internal import HTTPMessage
internal import ServiceKit
internal import ServiceModel
internal import Signature
internal import Telemetry
internal import WireProtocols

/// Serves the calls of the Query protocol: of all services but S3.
///
/// Decode, authenticate, authorize, run, encode, record: every call goes this way.
final class QueryDesk: Sendable {
    /// A service at the desk.
    final class Service: Sendable {
        let name: StaticString
        let wire: QueryProtocol
        let dispatcher: Dispatcher

        init(name: StaticString, model: Model, handlers: [Handler], node: Node) {
            self.name = name
            wire = QueryProtocol(model)
            dispatcher = Dispatcher(node: node, handlers: handlers, model: model)
        }
    }

    /// By the names of scopes; the busiest first.
    let services: [Service]
    /// Answers what names no service here, as AWS's STS does.
    let fallback: Service
    let authenticator: Authenticator
    let ids: RequestIDs
    let clock: Clock
    let events: EventLog

    init(
        services: [Service],
        fallback: Service,
        authenticator: Authenticator,
        ids: RequestIDs,
        clock: Clock,
        events: EventLog
    ) {
        self.services = services
        self.fallback = fallback
        self.authenticator = authenticator
        self.ids = ids
        self.clock = clock
        self.events = events
    }

    func serve(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        body: [UInt8],
        began: Timestamp,
        to responder: any Responder
    ) {
        let record = Record(id: ids.next(), began: began, events: events, clock: clock)
        do throws(Refusal) {
            try answer(head, signed, body, record, responder)
        } catch {
            fail(error.error, error.service, record, responder)
        }
    }

    /// An error and the service in whose words it is told.
    private struct Refusal: Error {
        let error: ServiceError
        let service: Service
    }

    private func answer(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        _ body: [UInt8],
        _ record: Record,
        _ responder: any Responder
    ) throws(Refusal) {
        let form: Form
        do throws(ServiceError) {
            form = try Form(body: body.span, query: head.bytes.span.extracting(head.query))
        } catch { throw Refusal(error: error, service: fallback) }
        let service = service(signed, form)
        do throws(ServiceError) {
            let caller = try caller(head, signed, service, form, body)
            record.caller = caller.arn
            record.service = service.name
            let operation = try service.wire.operation(form)
            record.operation = operation.name
            try SessionRules.check(
                caller,
                service: service.name.description,
                operation: operation.name
            )
            guard service.dispatcher.serves(operation) else {
                throw ServiceError.notImplemented(operation.name)
            }
            let input = try service.wire.input(of: operation, from: form)
            run(operation, of: service, caller, input, head, signed, record, responder)
        } catch { throw Refusal(error: error, service: service) }
    }

    /// By the scope of the signature; an unsigned call by its version.
    private func service(_ signed: Result<SignedRequest?, SignatureFailure>, _ form: Form)
        -> Service
    {
        if case .success(let request?) = signed { return service(of: request) }
        let version = form.version
        return services.first { $0.wire.model.apiVersion == version } ?? fallback
    }

    private func service(of request: SignedRequest) -> Service {
        for service in services where request.scope.isFor(service: service.name) {
            return service
        }
        return fallback
    }

    /// Whether a request names a key that could have signed it now; it proves nothing.
    func knows(_ request: SignedRequest) -> Bool {
        authenticator.knows(request, service: service(of: request).name, now: clock.now)
    }

    private func caller(
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        _ service: Service,
        _ form: Form,
        _ body: [UInt8]
    ) throws(ServiceError) -> Caller {
        do throws(SignatureFailure) {
            guard let request = try signed.get() else {
                if let action = form.action,
                    let operation = service.wire.model.operation(named: action),
                    operation.isUnsigned
                {
                    return .anonymous
                }
                throw .missingAuthentication
            }
            return try authenticator.authenticate(
                head,
                request,
                service: service.name,
                body: body.span,
                now: clock.now
            )
        } catch {
            let isEC2 = service.wire.model.protocolKind == .ec2
            let answer = error.answer(in: isEC2 ? .ec2 : .query)
            throw ServiceError(code: answer.code, message: answer.message, status: answer.status)
        }
    }

    private func run(
        _ operation: Operation,
        of service: Service,
        _ caller: Caller,
        _ input: Structure,
        _ head: RequestHead,
        _ signed: Result<SignedRequest?, SignatureFailure>,
        _ record: Record,
        _ responder: any Responder
    ) {
        var region = "us-east-1"
        if case .success(let request?) = signed { region = request.scope.region }
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
                let answer = service.wire.success(operation, output, requestID: record.id)
                record.answer(answer, to: responder)
            case .failure(let error): self.fail(error, service, record, responder)
            }
        }
    }

    private func fail(
        _ error: ServiceError,
        _ service: Service,
        _ record: Record,
        _ responder: any Responder
    ) {
        record.authorizationMessage = error.authorizationMessage ?? ""
        record.answer(
            service.wire.failure(error, requestID: record.id),
            code: error.code,
            to: responder
        )
    }
}
