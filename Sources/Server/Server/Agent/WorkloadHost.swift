internal import Base
internal import Cryptography
internal import HTTPMessage
internal import HTTPServer
internal import Synchronization
internal import Workloads

/// The endpoints of workloads in this process, and what keeps their keys fresh.
final class WorkloadHost: Sendable {
    /// Threads that ask servers: one that hangs does not keep the others.
    private static let threads = 4

    /// How often keepers look at the time, in milliseconds.
    private static let tickMilliseconds = 1_000

    /// How long requests under way may take at the end, in milliseconds.
    private static let graceMilliseconds = 1_000

    let surroundings: KeeperSurroundings
    let tokens = MetadataTokens(random: .secure)
    private let workers: Workers
    private let listeners = Mutex<[HTTPServer]>([])
    private let ticks = Mutex<[@Sendable () -> Void]>([])

    /// Takes what hears of failed calls.
    init(report: @escaping @Sendable (CallFailure) -> Void) {
        let workers = Workers(threads: Self.threads)
        self.workers = workers
        surroundings = KeeperSurroundings(
            clock: .system,
            random: .secure,
            run: { workers.run($0) },
            report: report
        )
        workers.every(milliseconds: Self.tickMilliseconds) { [weak self] in
            for tick in self?.ticks.withLock({ $0 }) ?? [] { tick() }
        }
    }

    /// A keeper of the keys of a role, which are renewed from now on.
    func keeper(_ binding: RoleBinding, _ client: ServiceClient) -> Keeper<SessionKeys> {
        let keeper = Keeper<SessionKeys>(
            surroundings,
            plan: { KeepingPlan(for: $0, at: $1, jitter: $2) },
            fetch: { () throws(CallFailure) in try client.keys(for: binding) }
        )
        whenTicking { keeper.tick() }
        return keeper
    }

    /// The keys of a cluster's pods, which are renewed from now on.
    func podKeys(_ cluster: String, _ client: ServiceClient) -> PodKeys {
        let keys = PodKeys(surroundings) { token throws(CallFailure) in
            try client.keys(forPod: token, cluster: cluster)
        }
        whenTicking { keys.tick() }
        return keys
    }

    /// An instance whose metadata and keys are renewed from now on.
    func instance(
        _ source: InstanceSource,
        _ client: ServiceClient,
        durationSeconds: Int?
    ) -> Instance {
        let instance = Instance(
            source,
            client: client,
            surroundings: surroundings,
            durationSeconds: durationSeconds
        )
        whenTicking { instance.tick() }
        return instance
    }

    /// Calls a body every second.
    func whenTicking(_ body: @escaping @Sendable () -> Void) {
        ticks.withLock { $0.append(body) }
    }

    /// Listens; returns the port.
    func listen(
        _ listener: Configuration.Listener,
        _ application: any Application
    ) throws -> UInt16 {
        let configuration = HTTPServerConfiguration(
            address: listener.address,
            port: listener.port
        )
        let server: HTTPServer
        do throws(HTTPServerError) {
            server = try HTTPServer(configuration, application: application)
        } catch .cannotListen(let reason) {
            throw WorkloadServers.Failure(message: "cannot listen on \(reason)")
        }
        listeners.withLock { $0.append(server) }
        return server.port
    }

    /// Listens on this machine alone; returns the port.
    func listenLocally(_ application: any Application) throws -> UInt16 {
        try listen(
            Configuration.Listener(address: IPAddress(v4: 0x7F00_0001), port: 0),
            application
        )
    }

    /// Ends all of it.
    func close() {
        let servers = listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
        for server in servers { server.stop(graceMilliseconds: Self.graceMilliseconds) }
        workers.close()
    }
}
