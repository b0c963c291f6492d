internal import Workloads

/// Reads the options of `rolecall agent`: a file, or one instance.
enum AgentConfiguration {
    /// Where the metadata service is at AWS.
    private static let metadataAddress = "169.254.169.254:80"

    static func read(_ words: ArraySlice<String>) throws -> Configuration {
        let arguments = try Arguments(
            words,
            options: ["config", "instance", "instance-profile", "listen", "endpoint", "region"]
        )
        guard arguments.operands.isEmpty else {
            throw Arguments.Failure(message: "agent takes no '\(arguments.operands[0])'")
        }
        var configuration = try start(arguments)
        var server = configuration.servers[""] ?? Configuration.Server()
        if let text = arguments["endpoint"] {
            guard let endpoint = ServerEndpoint(text) else {
                throw Arguments.Failure(message: "--endpoint needs the URL of a server")
            }
            server.endpoints = [endpoint]
        }
        if let region = arguments["region"] { server.region = region }
        configuration.servers[""] = server
        return configuration
    }

    private static func start(_ arguments: Arguments) throws -> Configuration {
        if let file = arguments["config"] {
            guard arguments["instance"] == nil, arguments["instance-profile"] == nil,
                arguments["listen"] == nil
            else {
                throw Arguments.Failure(
                    message: "--config goes with --endpoint and --region only"
                )
            }
            guard let bytes = try DataFolder.read(file: file) else {
                throw DataFolder.Failure(message: "there is no file \(file)")
            }
            do throws(ConfigurationReader.Failure) {
                return try ConfigurationReader.read(bytes)
            } catch {
                throw Arguments.Failure(message: "\(file): \(error.description)")
            }
        }
        let source: InstanceSource
        switch (arguments["instance"], arguments["instance-profile"]) {
        case (let id?, nil): source = .instance(id)
        case (nil, let name?): source = .profile(named: name)
        default:
            throw Arguments.Failure(
                message: "agent needs --config FILE, --instance ID or --instance-profile NAME"
            )
        }
        guard let listener = Configuration.Listener(arguments["listen"] ?? metadataAddress) else {
            throw Arguments.Failure(message: "--listen needs ADDRESS:PORT")
        }
        return Configuration(instance: source, listener: listener)
    }
}
