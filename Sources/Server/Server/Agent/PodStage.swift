internal import Base
private import Glibc
internal import Workloads

/// What stands around a command that runs as a pod of an EKS cluster would.
struct PodStage {
    private let namespace: String
    private let serviceAccount: String
    private let cluster: String
    private let tokenFile: String

    /// Reads `NAMESPACE/SERVICEACCOUNT` and the options with it.
    init(_ pod: String, _ arguments: Arguments) throws(Arguments.Failure) {
        let parts = pod.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw Arguments.Failure(message: "--pod needs NAMESPACE/SERVICEACCOUNT")
        }
        guard let cluster = arguments["cluster"], Configuration.isCluster(cluster) else {
            throw Arguments.Failure(message: "--pod needs --cluster NAME")
        }
        guard let file = arguments["token-file"] else {
            throw Arguments.Failure(message: "--pod needs --token-file FILE")
        }
        namespace = String(parts[0])
        serviceAccount = String(parts[1])
        self.cluster = cluster
        tokenFile = file
    }

    /// Gets the keys, starts the endpoint, and runs the command to its end.
    func run(_ stage: ExecStage) throws -> Child.Ending {
        let keys = stage.host.podKeys(cluster, stage.server)
        // A role that cannot be had is told here, and not by the command in its own words.
        let local = IPAddress(v4: 0x7F00_0001)
        _ = try keys.keeper(for: try token(), from: local)?.wait().get()
        Child.blockSignals()
        let port = try stage.host.listenLocally(PodCredentials(keys))
        var environment = stage.environment
        environment.use(podPort: port, tokenFile: absolute)
        return try stage.run(environment)
    }

    /// The token is whose the caller says, lest the command run as another.
    private func token() throws -> PodToken {
        guard let bytes = try DataFolder.read(file: tokenFile) else {
            throw DataFolder.Failure(message: "there is no file \(tokenFile)")
        }
        let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard text.count == 1, let token = try? PodToken(String(text[0])) else {
            throw Arguments.Failure(message: "\(tokenFile) has no token")
        }
        guard token.namespace == namespace, token.serviceAccount == serviceAccount else {
            throw Arguments.Failure(
                message: "the token in \(tokenFile) is not of \(namespace)/\(serviceAccount)"
            )
        }
        return token
    }

    /// The command may change its folder.
    private var absolute: String {
        guard !tokenFile.hasPrefix("/") else { return tokenFile }
        var folder = [CChar](repeating: 0, count: 4096)
        guard let root = unsafe getcwd(&folder, folder.count) else { return tokenFile }
        return unsafe "\(String(cString: root))/\(tokenFile)"
    }
}
