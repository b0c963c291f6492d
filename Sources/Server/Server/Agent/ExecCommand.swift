internal import Base
internal import Cryptography
private import Synchronization
internal import Workloads

/// `rolecall exec … -- COMMAND`: runs one command as a workload with a role; its endpoints end with it.
enum ExecCommand {
    static func run(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32 {
        ProcessMemory.keepPrivate()
        Child.resetSignals()
        let options = try ExecOptions(words)
        let servers = WorkloadServers(environment: environment)
        let client = try servers.client(options.server)
        guard let endpoint = try servers.endpoints(options.server).first else {
            throw WorkloadServers.Failure(message: "there is no server")
        }
        let told = Mutex("")
        let host = WorkloadHost { failure in
            told.withLock { $0 = failure.text }
            Console.error("rolecall: \(failure.text)\n")
        }
        let stage = ExecStage(
            host: host,
            server: host.server(client),
            options: options,
            environment: ChildEnvironment(
                environment,
                endpoint: endpoint,
                region: servers.region(options.server)
            )
        )
        let ending: Child.Ending
        do {
            defer { host.close() }
            ending = try stage.run()
        } catch let failure as CallFailure where failure.text == told.withLock({ $0 }) {
            return 1
        }
        switch ending {
        case .exited(let status): return status
        case .killed(let number): return Child.end(as: number)
        }
    }
}
