internal import Base
internal import Workloads

/// Starts what a configuration asks for.
struct Agent {
    let host: WorkloadHost
    let servers: WorkloadServers
    let configuration: Configuration

    init(_ host: WorkloadHost, _ servers: WorkloadServers, _ configuration: Configuration) {
        self.host = host
        self.servers = servers
        self.configuration = configuration
    }

    /// Starts all endpoints.
    ///
    /// - Returns: the kind and the address of each.
    func start() throws -> [(kind: String, address: String)] {
        var known: [String: WorkloadServer] = [:]
        for name in needed {
            guard let server = configuration.servers[name] else { continue }
            known[name] = host.server(try servers.client(server))
        }
        var started: [(kind: String, address: String)] = []
        for service in configuration.instances {
            let port = try host.listen(service.listener, try metadata(service, known))
            started.append(("instance-metadata", Self.text(service.listener, port)))
        }
        for service in configuration.containers {
            let port = try host.listen(service.listener, try containers(service, known))
            started.append(("containers", Self.text(service.listener, port)))
        }
        for service in configuration.pods {
            let keys = host.podKeys(service.cluster, try server(service.server, known))
            let port = try host.listen(service.listener, PodCredentials(keys))
            started.append(("pod-identity", Self.text(service.listener, port)))
        }
        guard !started.isEmpty else {
            throw WorkloadServers.Failure(message: "the configuration has no endpoint")
        }
        return started
    }

    private var needed: Set<String> {
        Set(
            configuration.instances.flatMap { $0.bindings.map(\.server) }
                + configuration.containers.flatMap { $0.bindings.map(\.server) }
                + configuration.pods.map(\.server)
        )
    }

    private func metadata(
        _ service: Configuration.Instances,
        _ known: [String: WorkloadServer]
    ) throws -> InstanceMetadata {
        var byAddress: [IPAddress: Instance] = [:]
        var other: Instance?
        for binding in service.bindings {
            let instance = host.instance(
                binding.source,
                try server(binding.server, known),
                durationSeconds: binding.durationSeconds
            )
            if binding.addresses.isEmpty { other = instance }
            for address in binding.addresses {
                guard byAddress.updateValue(instance, forKey: address) == nil else {
                    throw WorkloadServers.Failure(message: "two instances ask from \(address)")
                }
            }
        }
        return InstanceMetadata(
            InstanceTable(byAddress: byAddress, other: other),
            tokens: host.tokens,
            clock: .system
        )
    }

    private func containers(
        _ service: Configuration.Containers,
        _ known: [String: WorkloadServer]
    ) throws -> ContainerCredentials {
        var tasks: [ContainerTask] = []
        for binding in service.bindings {
            let keys = host.keeper(
                .service(
                    principal: binding.service,
                    roleARN: binding.roleARN,
                    sessionName: Self.sessionName(binding.taskARN),
                    sourceARN: binding.taskARN,
                    durationSeconds: binding.durationSeconds
                ),
                try server(binding.server, known)
            )
            tasks.append(
                ContainerTask(
                    path: binding.path,
                    authorization: binding.authorization,
                    addresses: Set(binding.addresses),
                    roleARN: binding.roleARN,
                    keys: keys
                )
            )
        }
        return ContainerCredentials(tasks) { try? DataFolder.read(file: $0) }
    }

    private func server(
        _ name: String,
        _ known: [String: WorkloadServer]
    ) throws -> WorkloadServer {
        guard let server = known[name] else {
            throw WorkloadServers.Failure(message: "there is no server '\(name)'")
        }
        return server
    }

    /// A task's session has the name of the task's id.
    ///
    /// - Source: Amazon ECS Developer Guide, "Amazon ECS task IAM role", CloudTrail.
    static func sessionName(_ taskARN: String?) -> String {
        guard let id = taskARN?.split(separator: "/").last, (2...64).contains(id.utf8.count) else {
            return "ecs-task"
        }
        return String(id)
    }

    private static func text(_ listener: Configuration.Listener, _ port: UInt16) -> String {
        listener.address.isIPv4
            ? "\(listener.address):\(port)" : "[\(listener.address)]:\(port)"
    }
}
