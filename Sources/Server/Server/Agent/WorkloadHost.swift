internal import Base
internal import Cryptography
internal import HTTPMessage
internal import HTTPServer
internal import Synchronization
internal import Workloads

/// The endpoints of workloads in this process, and what keeps their keys fresh.
final class WorkloadHost: Sendable {
    /// Threads that may wait for one server.
    private static let threads = 8

    /// How often keepers look at the time, in milliseconds.
    private static let tickMilliseconds = 1_000

    /// How long requests under way may take at the end, in milliseconds.
    private static let graceMilliseconds = 1_000

    let tokens = MetadataTokens(random: .secure)
    private let report: @Sendable (CallFailure) -> Void
    private let workers = Mutex<[Workers]>([])
    private let listeners = Mutex<[HTTPServer]>([])
    private let ticks: Ticks
    private let ticker: Ticker

    /// What is called every second.
    private final class Ticks: Sendable {
        private let all = Mutex<[@Sendable () -> Void]>([])

        func add(_ body: @escaping @Sendable () -> Void) { all.withLock { $0.append(body) } }
        func run() {
            for body in all.withLock({ $0 }) { body() }
        }
    }

    /// Takes what hears of failed calls.
    init(report: @escaping @Sendable (CallFailure) -> Void) {
        let ticks = Ticks()
        self.report = report
        self.ticks = ticks
        ticker = Ticker(milliseconds: Self.tickMilliseconds) { ticks.run() }
    }

    /// A server with threads of its own.
    func server(_ client: ServiceClient) -> WorkloadServer {
        let pool = Workers(threads: Self.threads)
        workers.withLock { $0.append(pool) }
        return WorkloadServer(
            client: client,
            surroundings: KeeperSurroundings(
                clock: .system,
                random: .secure,
                run: { pool.run($0, $1) },
                report: report
            )
        )
    }

    /// A keeper of the keys of a role, which are renewed from now on.
    func keeper(
        _ binding: RoleBinding,
        _ server: WorkloadServer,
        plan: @escaping @Sendable (SessionKeys, Timestamp, Double) -> KeepingPlan = {
            KeepingPlan(for: $0, at: $1, jitter: $2)
        }
    ) -> Keeper<SessionKeys> {
        let client = server.client
        let keeper = Keeper<SessionKeys>(
            server.surroundings,
            plan: plan,
            fetch: { () throws(CallFailure) in try client.keys(for: binding) }
        )
        whenTicking { keeper.tick() }
        return keeper
    }

    /// The keys of a cluster's pods, which are renewed from now on.
    func podKeys(_ cluster: String, _ server: WorkloadServer) -> PodKeys {
        let client = server.client
        let keys = PodKeys(server.surroundings) { token throws(CallFailure) in
            try client.keys(forPod: token, cluster: cluster)
        }
        whenTicking { keys.tick() }
        return keys
    }

    /// An instance whose metadata and keys are renewed from now on.
    func instance(
        _ source: InstanceSource,
        _ server: WorkloadServer,
        durationSeconds: Int?
    ) -> Instance {
        let instance = Instance(
            source,
            client: server.client,
            surroundings: server.surroundings,
            durationSeconds: durationSeconds
        )
        whenTicking { instance.tick() }
        return instance
    }

    /// Calls a body every second.
    func whenTicking(_ body: @escaping @Sendable () -> Void) {
        ticks.add(body)
    }

    /// Listens; returns the port.
    func listen(
        _ listener: Configuration.Listener,
        _ application: any Application
    ) throws -> UInt16 {
        let server = try Self.serve(listener, application)
        listeners.withLock { $0.append(server) }
        return server.port
    }

    /// Listens on this machine alone; returns the port.
    func listenLocally(_ application: any Application) throws -> UInt16 {
        try listen(Self.local, application)
    }

    /// Listens on this machine alone, until the caller stops it.
    static func serveLocally(_ application: any Application) throws -> HTTPServer {
        try serve(local, application)
    }

    /// Any free port of this machine alone.
    static let local = Configuration.Listener(address: IPAddress(v4: 0x7F00_0001), port: 0)

    private static func serve(
        _ listener: Configuration.Listener,
        _ application: any Application
    ) throws -> HTTPServer {
        let configuration = HTTPServerConfiguration(
            address: listener.address,
            port: listener.port
        )
        do throws(HTTPServerError) {
            return try HTTPServer(configuration, application: application)
        } catch .cannotListen(let reason) {
            throw WorkloadServers.Failure(message: "cannot listen on \(reason)")
        }
    }

    /// Ends all of it.
    func close() {
        let servers = listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
        for server in servers { server.stop(graceMilliseconds: Self.graceMilliseconds) }
        ticker.close()
        let pools = workers.withLock { $0 }
        for pool in pools { pool.end() }
        for pool in pools { pool.close() }
    }
}
