internal import Base
internal import Cryptography
internal import Workloads

/// What stands around a command that runs as a workload.
struct ExecStage {
    let host: WorkloadHost
    let server: WorkloadServer
    let options: ExecOptions
    var environment: ChildEnvironment

    /// Gets the keys, starts the endpoints, and runs the command to its end.
    func run() throws -> Child.Ending {
        switch options.kind {
        case .role(let binding, let isTask): try run(binding, isTask: isTask)
        case .instance(let source): try run(source)
        case .function(let name, let handler, let binding):
            try FunctionStage(self, name: name, handler: handler, binding: binding).run()
        case .pod(let pod): try pod.run(self)
        }
    }

    private func run(_ binding: RoleBinding, isTask: Bool) throws -> Child.Ending {
        let keys = host.keeper(binding, server)
        // A role that cannot be had is told here, and not by the command in its own words.
        _ = try keys.wait().get()
        Child.blockSignals()
        let id = Hex.text(RandomSource.secure.bytes(16))
        let path = "/v2/credentials/\(id)"
        let token = Base64.text(RandomSource.secure.bytes(24), .url)
        let metadata = isTask ? metadata(id, binding) : nil
        let task = ContainerTask(
            path: path,
            authorization: .value(token),
            roleARN: binding.roleARN,
            keys: keys,
            metadata: metadata
        )
        let port = try host.listenLocally(ContainerCredentials([task]) { _ in nil })
        var environment = environment
        environment.use(containerPort: port, path: path, token: token)
        if metadata != nil {
            environment.set(["ECS_CONTAINER_METADATA_URI_V4": "http://127.0.0.1:\(port)/v4/\(id)"])
        }
        return try run(environment)
    }

    private func run(_ source: InstanceSource) throws -> Child.Ending {
        let instance = host.instance(source, server, durationSeconds: options.durationSeconds)
        try instance.fetch()
        Child.blockSignals()
        let service = InstanceMetadata(
            InstanceTable(byAddress: [:], other: instance),
            tokens: host.tokens,
            clock: .system
        )
        var environment = environment
        environment.use(metadataPort: try host.listenLocally(service))
        return try run(environment)
    }

    /// Runs the command to its end.
    func run(_ environment: ChildEnvironment) throws -> Child.Ending {
        guard !options.command.isEmpty else {
            throw Arguments.Failure(message: "exec needs a command behind --")
        }
        var child = try Child(options.command, environment: environment.list)
        return child.wait()
    }

    private func metadata(_ id: String, _ binding: RoleBinding) -> TaskMetadata {
        let account = ARN(binding.roleARN)?.account ?? ""
        var task = "arn:aws:ecs:\(server.client.region):\(account):task/default/\(id)"
        if case .service(_, _, _, let source?, _) = binding { task = source }
        return TaskMetadata(
            path: "/v4/\(id)",
            cluster: "default",
            taskARN: task,
            family: "rolecall-exec",
            revision: "1",
            container: "command"
        )
    }
}
