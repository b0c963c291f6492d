internal import Base
internal import Directory
public import ServiceModel

/// Runs handlers: reads at once, writes through the directory's queue.
public final class Dispatcher: Sendable {
    private let node: Node
    /// By the operation's place in the model.
    private let handlers: [Handler?]

    /// Takes the handlers of one service.
    public init(node: Node, handlers: [Handler], model: Model) {
        self.node = node
        let named = Dictionary(handlers.map { ($0.name, $0) }) { first, _ in first }
        self.handlers = model.operations.map { named[$0.name] }
    }

    /// Whether an operation is there.
    public func serves(_ operation: Operation) -> Bool { handlers[operation.index] != nil }

    /// Runs an operation; the completion is called once, at once or from another thread.
    public func run(
        _ operation: Operation,
        caller: Caller,
        input: Structure,
        environment: RequestEnvironment,
        completion: @escaping @Sendable (Result<Structure, ServiceError>) -> Void
    ) {
        guard let handler = handlers[operation.index] else {
            completion(.failure(.notImplemented(operation.name)))
            return
        }
        let node = node
        let body: Handler.Body
        let account: AccountID
        switch Self.mapped({ try Self.settled(handler.body, caller, input) }) {
        case .success(let settled): (body, account) = settled
        case .failure(let error):
            completion(.failure(error))
            return
        }
        @Sendable func perform<View, Output>(
            _ view: View,
            _ body: (inout Call<View>) throws -> Output
        ) throws -> Output {
            var call = Call(
                caller: caller,
                input: input,
                environment: environment,
                directory: view,
                node: node
            )
            let output = try body(&call)
            guard handler.isOpen || call.isAuthorized else { throw Unasked() }
            return output
        }
        @Sendable func write(_ body: @escaping Handler.Change) {
            node.directory.write(
                account,
                { try perform($0, body) },
                completion: { result in completion(Self.mapped { try result.get() }) }
            )
        }
        switch body {
        case .direct(let body):
            completion(Self.mapped { try perform(NoDirectory(), body) })
        case .read(let body):
            completion(
                Self.mapped { try node.directory.read(account) { try perform($0, body) } }
            )
        case .write(let body): write(body)
        case .staged(let body):
            let change = Self.mapped {
                try node.directory.read(account) { try perform($0, body) }()
            }
            switch change {
            case .success(let change): write(change)
            case .failure(let error): completion(.failure(error))
            }
        case .deferred(let body):
            let delay = Self.mapped {
                try body(
                    Call(
                        caller: caller,
                        input: input,
                        environment: environment,
                        directory: NoDirectory(),
                        node: node
                    )
                )
            }
            switch delay {
            case .success(let delay):
                delay { rest in completion(Self.mapped { try perform(NoDirectory(), rest) }) }
            case .failure(let error): completion(.failure(error))
            }
        case .routed, .placed: preconditionFailure("settled bodies are of other kinds")
        }
    }

    /// What is done for the parameters, and on whose account.
    private static func settled(
        _ body: Handler.Body,
        _ caller: Caller,
        _ input: Structure
    ) throws -> (Handler.Body, AccountID) {
        var body = body
        var account = caller.account
        while true {
            switch body {
            case .routed(let route): body = route(input)
            case .placed(let place, let inner):
                account = try place(input)
                body = inner
            default: return (body, account)
            }
        }
    }

    /// A handler answered without asking the gate: a defect, refused in place of an answer.
    private struct Unasked: Error {}

    private static func mapped<Output>(
        _ body: () throws -> Output
    ) -> Result<Output, ServiceError> {
        do {
            return .success(try body())
        } catch let error as ServiceError {
            return .failure(error)
        } catch let error as DirectoryError {
            return .failure(ServiceError(error))
        } catch {
            return .failure(.internalFailure)
        }
    }
}
