internal import Base
internal import Cryptography
internal import Directory
internal import HTTPServer
internal import S3Service
internal import ServiceKit
internal import Store
internal import StoreSQLite
internal import Telemetry
internal import Tokens
internal import WebIdentity

/// All parts of one node, wired together.
final class RunningServer: Sendable {
    let accounts: Accounts
    let keys: TokenKeyKeeper
    let port: UInt16
    private let publicURL: PublicURL
    private let store: any Store
    private let s3: S3Service
    private let http: HTTPServer
    private let events: EventLog
    private let jobs: BackgroundJobs
    private let issuers: IssuerKeys
    private let usage: UsageKeeper

    /// Why a server does not start.
    struct Failure: Error {
        /// What a person should read.
        let message: String
    }

    /// Opens the data folder and listens; nothing is served before everything is there.
    init(
        _ configuration: ServeConfiguration,
        folder: DataFolder,
        clock: Clock,
        events: EventLog,
        beforeListening prepare: (Accounts) throws -> Void
    ) throws {
        let random = RandomSource.secure
        let store = try SQLiteStore(path: folder.database)
        let seal = Seal(try Self.masterKey(folder, random), random: random)
        let directory = Directory(
            store: store,
            dependencies: DirectoryDependencies(
                clock: clock,
                random: random,
                sealer: SecretSealer(seal: seal),
                managedPolicies: AWSManagedPolicies()
            )
        )
        let tokens = SessionTokens(
            ring: try folder.tokenKeys(seal, clock, random),
            random: random
        )
        let jobs = BackgroundJobs()
        issuers = IssuerKeys(source: FetchedIssuers(configuration.issuers), clock: clock)
        let signer = try folder.signer(seal, clock, random)
        publicURL = PublicURL(
            configuration.publicURL ?? configuration.endpoint(port: configuration.port)
        )
        let node = Node(
            clock: clock,
            random: random,
            directory: directory,
            tokens: tokens,
            jobs: jobs,
            issuers: issuers,
            signer: signer,
            publicURL: publicURL,
            messages: AuthorizationMessages(seal),
            identity: InstanceIdentity { try folder.instanceIdentity(seal, clock, random) }
        )
        let door = try FrontDoor(
            node: node,
            store: store,
            objectsFolder: folder.objects,
            events: events
        )
        s3 = door.s3
        let swept = try s3.sweep()
        if swept > 0 { events.record(Event("swept", [("files", "\(swept)")])) }
        self.store = store
        accounts = Accounts(directory: directory, s3: s3)
        self.events = events
        self.jobs = jobs
        usage = UsageKeeper(directory)
        keys = TokenKeyKeeper(tokens, signer: signer, clock: clock, random: random) { ring in
            try folder.keep(ring, seal)
        }
        try prepare(accounts)
        http = try Self.listen(configuration, door)
        port = http.port
        if configuration.publicURL == nil { publicURL.text = configuration.endpoint(port: port) }
        keys.start { error in
            let outcome = error.map { "\($0)" } ?? "rotated"
            events.record(Event("token-keys", [("outcome", outcome)]))
        }
    }

    /// Answers what is under way, makes all writes durable, and closes the files.
    func stop() {
        let isQuiet = http.stop(graceMilliseconds: 10_000)
        s3.close()
        keys.close()
        jobs.close()
        issuers.close()
        usage.close()
        store.close()
        events.record(Event("stopped", [("requests", isQuiet ? "answered" : "cut")]))
    }

    // MARK: Parts

    private static func listening(
        _ configuration: ServeConfiguration
    ) throws -> HTTPServerConfiguration {
        guard let address = IPAddress(configuration.address) else {
            throw Failure(message: "\(configuration.address) is no IP address")
        }
        var listening = HTTPServerConfiguration(address: address, port: configuration.port)
        listening.threads = configuration.threads
        if let tls = configuration.tls {
            listening.tls = (try file(tls.certificate), try file(tls.key))
        }
        return listening
    }

    private static func listen(
        _ configuration: ServeConfiguration,
        _ door: FrontDoor
    ) throws -> HTTPServer {
        let listening = try listening(configuration)
        do throws(HTTPServerError) {
            return try HTTPServer(listening, application: door)
        } catch .cannotListen(let reason) {
            guard let tls = configuration.tls else {
                throw Failure(message: "cannot listen on \(reason)")
            }
            throw Failure(
                message: "cannot listen on \(reason), or \(tls.certificate) and \(tls.key) are no "
                    + "TLS certificate and its key in PEM"
            )
        }
    }

    private static func file(_ path: String) throws -> [UInt8] {
        guard let bytes = try DataFolder.read(file: path) else {
            throw Failure(message: "there is no file \(path)")
        }
        return bytes
    }

    /// The key that seals secrets: from the environment's file, or made at the first start.
    private static func masterKey(_ folder: DataFolder, _ random: RandomSource) throws -> MasterKey
    {
        if let text = try DataFolder.read(file: folder.masterKey) {
            guard let key = MasterKey(text) else {
                throw Failure(message: "\(folder.masterKey) holds no key")
            }
            return key
        }
        let key = MasterKey(random: random)
        try folder.write(folder.masterKey, key.text.copy + [0x0A])
        return key
    }
}
