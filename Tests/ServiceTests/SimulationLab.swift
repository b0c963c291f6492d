import Base
import Cryptography
import Directory
import Dispatch
import IAMService
import ServiceKit
import ServiceModel
import Store
import Synchronization
import Testing
import Tokens
import WireProtocols

/// IAM in memory, with an account, and its root user as caller.
final class SimulationLab: Sendable {
    static let account = "111122223333"
    static let now = Timestamp(seconds: 1_790_000_000)

    let directory: Directory
    let root: Caller
    private let authenticator: Authenticator
    private let dispatcher: Dispatcher
    private let wire: QueryProtocol
    private let account: AccountID

    init() throws {
        let account = try #require(AccountID(Self.account))
        let clock = Clock { Self.now }
        let random = RandomSource.system
        let directory = Directory(
            store: MemoryStore(),
            dependencies: DirectoryDependencies(clock: clock, random: random, sealer: OpenSealer())
        )
        let made = try waiting { directory.createAccount(account, completion: $0) }
        let tokens = SessionTokens(ring: TokenKeyRing(now: Self.now, random: random))
        let authenticator = Authenticator(directory: directory, tokens: tokens)
        let node = Node(clock: clock, random: random, directory: directory, tokens: tokens)
        root = try SimulationSigning.caller(
            authenticator,
            key: made.accessKeyID.text,
            secret: made.secretAccessKey,
            now: Self.now
        )
        self.authenticator = authenticator
        self.directory = directory
        self.account = account
        wire = QueryProtocol(try Model.iam())
        dispatcher = Dispatcher(node: node, handlers: IAMService.handlers, model: wire.model)
    }

    /// Calls an operation; the input must keep the model, and the answer must be one of it.
    func ask(_ name: String, _ input: Structure, as caller: Caller? = nil) throws -> Structure {
        let operation = try #require(wire.model.operation(named: name))
        if let shape = operation.input { try wire.model.validate(input, as: shape) }
        let environment = RequestEnvironment(
            requestID: "id",
            now: Self.now,
            sourceIP: IPAddress(v4: 0x7F00_0001),
            isSecure: true,
            region: "us-east-1"
        )
        let output: Structure = try waiting { done in
            dispatcher.run(
                operation,
                caller: caller ?? root,
                input: input,
                environment: environment
            ) { done($0.mapError { $0 }) }
        }
        _ = wire.success(operation, output, requestID: "id")
        return output
    }

    @discardableResult
    func change<Output: Sendable>(
        _ body: @escaping @Sendable (DirectoryTransaction) throws -> Output
    ) throws -> Output {
        try waiting { directory.write(account, body, completion: $0) }
    }

    /// A new user as caller.
    func user(_ name: String, policy: String) throws -> Caller {
        let (key, secret) = try change { transaction in
            _ = try transaction.createUser(named: name)
            try transaction.putInlinePolicy("own", document: policy, of: .user(name))
            return try transaction.createAccessKey(forUser: name)
        }
        return try SimulationSigning.caller(
            authenticator,
            key: key.id.text,
            secret: secret,
            now: Self.now
        )
    }
}

/// Keeps secrets as they are.
private struct OpenSealer: Sealer {
    func seal(_ secret: Secret, context: [UInt8]) throws -> [UInt8] {
        secret.withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }

    func open(_ sealed: [UInt8], context: [UInt8]) throws -> Secret { Secret(sealed) }
}

private struct Unanswered: Error {}

private func waiting<Output: Sendable>(
    _ start: (@escaping @Sendable (Result<Output, any Error>) -> Void) -> Void
) throws -> Output {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Output, any Error>>(.failure(Unanswered()))
    start { outcome in
        result.withLock { $0 = outcome }
        done.signal()
    }
    done.wait()
    return try result.withLock { $0 }.get()
}
