import Base
import Directory
import Foundation
import HTTPMessage
import IAMService
import STSService
import Server
import ServiceKit
import Store
import Telemetry
import Testing
import Tokens
import WebIdentity

/// A whole server in memory, called without a socket, by a clock that the test sets.
final class ServerLab: Sendable {
    let clock = LabClock(Timestamp(seconds: 1_790_000_000))
    let node: Node
    private let door: FrontDoor
    private let folder: String
    private let null: FileHandle
    private let events: EventLog

    /// A server with nothing in it.
    init(
        store: any Store = MemoryStore(),
        iam: [Handler] = IAMService.handlers,
        sts: [Handler] = STSService.handlers,
        issuers: any IssuerSource = NoIssuers()
    ) throws {
        node = Self.makeNode(store, clock, issuers)
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("lab-" + UUID().uuidString).path
        null = try #require(FileHandle(forWritingAtPath: "/dev/null"))
        events = EventLog(descriptor: null.fileDescriptor, clock: node.clock)
        door = try FrontDoor(
            node: node,
            store: store,
            objectsFolder: folder,
            events: events,
            iam: iam,
            sts: sts
        )
    }

    deinit {
        node.issuers.close()
        door.close()
        events.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func makeNode(
        _ store: any Store,
        _ clock: LabClock,
        _ issuers: any IssuerSource
    ) -> Node {
        let time = Clock { clock.now }
        let random = RandomSource.system
        return Node(
            clock: time,
            random: random,
            directory: Directory(
                store: store,
                dependencies: DirectoryDependencies(
                    clock: time,
                    random: random,
                    sealer: LabSealer()
                )
            ),
            tokens: SessionTokens(ring: TokenKeyRing(now: clock.now, random: random)),
            issuers: IssuerKeys(source: issuers, clock: time)
        )
    }

    /// A new account; answers the keys of its root user.
    func makeAccount(_ id: String) throws -> LabKeys {
        let account = try #require(AccountID(id))
        let made = Monitor<Result<Directory.NewAccount, any Error>?>(nil)
        node.directory.createAccount(account) { result in made.change { $0 = result } }
        let new = try made.wait { $0 }.get()
        return LabKeys(id: new.accessKeyID.text, secret: new.secretAccessKey)
    }

    /// Sends a request and waits for the answer.
    func send(_ head: RequestHead, body: [UInt8] = []) -> LabAnswer {
        let catcher = Catcher()
        switch door.receive(head) {
        case .answer(let response): return LabAnswer(response)
        case .collect(let limit, let then):
            guard body.count <= limit else { return LabAnswer(Response(status: 413)) }
            then(body, catcher)
        case .stream(let sink):
            if !body.isEmpty, let early = sink.receive(body.span) { return LabAnswer(early) }
            sink.finish(catcher)
        }
        return LabAnswer(catcher.response)
    }

    /// Sends a request, signed now; without keys it is sent unsigned.
    func send(_ request: LabRequest, as keys: LabKeys?) -> LabAnswer {
        let head = keys.map { request.signed($0, at: clock.now) } ?? request.unsigned()
        return send(head, body: request.body)
    }

    /// Calls an operation of the Query protocol, signed now.
    func call(
        _ service: String,
        _ action: String,
        _ parameters: KeyValuePairs<String, String> = [:],
        as keys: LabKeys?
    ) -> LabAnswer {
        send(.call(service, action, parameters.map { ($0.key, $0.value) }), as: keys)
    }

    /// Calls an operation that must succeed.
    @discardableResult
    func done(
        _ service: String,
        _ action: String,
        _ parameters: KeyValuePairs<String, String> = [:],
        as keys: LabKeys
    ) throws -> LabAnswer {
        let answer = call(service, action, parameters, as: keys)
        try #require(answer.status == 200, "\(action): \(answer)")
        return answer
    }
}

private final class Catcher: Responder {
    private let state = Monitor<Response?>(nil)

    func respond(_ response: Response) { state.change { $0 = response } }

    var response: Response { state.wait { $0 } }
}
