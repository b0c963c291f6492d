internal import Base
internal import Cryptography
private import Glibc
internal import Telemetry
internal import Workloads

/// `rolecall agent`: serves the credential endpoints of a host's workloads until it is told to end.
enum AgentCommand {
    static func run(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32 {
        ProcessMemory.keepPrivate()
        let configuration = try AgentConfiguration.read(words)
        Signals.block()
        let events = EventLog(descriptor: STDERR_FILENO, clock: .system)
        defer { events.close() }
        let host = WorkloadHost { failure in
            events.record(Event("call-failed", [("reason", failure.text)]))
        }
        defer { host.close() }
        let agent = Agent(host, WorkloadServers(environment: environment), configuration)
        for (kind, address) in try agent.start() {
            events.record(Event("serving", [("endpoint", kind), ("address", address)]))
        }
        Signals.waitForEnd()
        return 0
    }
}
