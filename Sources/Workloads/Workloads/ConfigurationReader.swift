private import Base
private import Markup

/// Reads an agent's configuration: strictly, so that no misspelt option is passed over.
package struct ConfigurationReader {
    /// What is wrong, and where.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        /// One line for people.
        package let description: String
    }

    private var result = Configuration()
    private var count = 0

    /// Reads a whole file.
    package static func read(_ bytes: [UInt8]) throws(Failure) -> Configuration {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(
                parsing: bytes,
                limits: JSONLimits(depth: 16, bytes: Limits.configurationBytes)
            )
        } catch { throw Failure(description: error.description) }
        var reader = ConfigurationReader()
        try reader.read(document.root)
        return reader.result
    }

    private mutating func read(_ root: JSONValue) throws(Failure) {
        try Self.check(
            root,
            allows: [
                "endpoint", "region", "certificateAuthorities", "keysFile", "servers",
                "instanceMetadata", "containers", "podIdentity",
            ]
        )
        result.servers[""] = try Self.server(root)
        if let servers = root["servers"] {
            try Self.check(servers, .object)
            for (name, value) in servers.members {
                try Self.check(
                    value,
                    allows: ["endpoint", "region", "certificateAuthorities", "keysFile"]
                )
                result.servers[name.string ?? ""] = try Self.server(value)
            }
        }
        for value in try Self.list(root, "instanceMetadata") { try readInstances(value) }
        for value in try Self.list(root, "containers") { try readContainers(value) }
        for value in try Self.list(root, "podIdentity") { try readPods(value) }
    }

    private mutating func readInstances(_ value: JSONValue) throws(Failure) {
        try Self.check(value, allows: ["listen", "instances"])
        var bindings: [Configuration.InstanceBinding] = []
        for item in try Self.list(value, "instances") {
            try Self.check(
                item,
                allows: [
                    "instanceId", "instanceProfile", "addresses", "server", "durationSeconds",
                    "httpTokens", "httpPutResponseHopLimit",
                ]
            )
            let id = try Self.text(item, "instanceId")
            let profile = try Self.text(item, "instanceProfile")
            let source: InstanceSource
            switch (id, profile) {
            case (let id?, nil):
                guard item["httpTokens"] == nil, item["httpPutResponseHopLimit"] == nil else {
                    throw Self.failure(item, "sets what ModifyInstanceMetadataOptions sets")
                }
                source = .instance(id)
            case (nil, let profile?):
                source = .profile(named: profile, options: try Self.options(item))
            default: throw Self.failure(item, "needs instanceId or instanceProfile")
            }
            try take(item)
            bindings.append(
                Configuration.InstanceBinding(
                    source: source,
                    addresses: try Self.addresses(item),
                    server: try server(item),
                    durationSeconds: try Self.duration(item)
                )
            )
        }
        guard bindings.count(where: { $0.addresses.isEmpty }) <= 1 else {
            throw Self.failure(value, "has two instances without addresses")
        }
        let listener = try Self.listener(value)
        result.instances.append(Configuration.Instances(listener: listener, bindings: bindings))
    }

    private mutating func readContainers(_ value: JSONValue) throws(Failure) {
        try Self.check(value, allows: ["listen", "tasks"])
        var bindings: [Configuration.TaskBinding] = []
        for item in try Self.list(value, "tasks") {
            try Self.check(
                item,
                allows: [
                    "roleArn", "service", "path", "authorizationToken", "authorizationTokenFile",
                    "addresses", "taskArn", "server", "durationSeconds",
                ]
            )
            guard let role = try Self.text(item, "roleArn"), let arn = ARN(role), arn.isRole
            else {
                throw Self.failure(item, "needs the ARN of a role in roleArn")
            }
            guard let path = try Self.text(item, "path"), path.hasPrefix("/") else {
                throw Self.failure(item, "needs a path that begins with a slash")
            }
            guard !bindings.contains(where: { $0.path == path }) else {
                throw Self.failure(item, "has the path of another task")
            }
            try take(item)
            bindings.append(
                Configuration.TaskBinding(
                    roleARN: role,
                    service: try Self.text(item, "service") ?? "ecs-tasks.amazonaws.com",
                    path: path,
                    authorization: try Self.authorization(item),
                    addresses: try Self.addresses(item),
                    taskARN: try Self.text(item, "taskArn"),
                    server: try server(item),
                    durationSeconds: try Self.duration(item)
                )
            )
        }
        let listener = try Self.listener(value)
        result.containers.append(Configuration.Containers(listener: listener, bindings: bindings))
    }

    private mutating func readPods(_ value: JSONValue) throws(Failure) {
        try Self.check(value, allows: ["listen", "clusterName", "server"])
        guard let cluster = try Self.text(value, "clusterName"), Configuration.isCluster(cluster)
        else { throw Self.failure(value, "needs the name of a cluster in clusterName") }
        try take(value)
        let listener =
            value["listen"] == nil ? Configuration.podListener : try Self.listener(value)
        result.pods.append(
            Configuration.Pods(listener: listener, cluster: cluster, server: try server(value))
        )
    }

    private mutating func take(_ item: JSONValue) throws(Failure) {
        count += 1
        guard count <= Limits.bindings else { throw Self.failure(item, "is one too many") }
    }

    private func server(_ item: JSONValue) throws(Failure) -> String {
        let name = try Self.text(item, "server") ?? ""
        guard result.servers[name] != nil else {
            throw Self.failure(item, "names a server that is not there")
        }
        return name
    }
}

extension ConfigurationReader {
    private static func server(_ value: JSONValue) throws(Failure) -> Configuration.Server {
        var server = Configuration.Server()
        server.region = try text(value, "region")
        server.authorities = try text(value, "certificateAuthorities")
        server.keys = try text(value, "keysFile")
        guard let endpoint = value["endpoint"] else { return server }
        let all = endpoint.kind == .array ? Array(endpoint.elements) : [endpoint]
        for item in all {
            guard let text = item.string, let endpoint = ServerEndpoint(text) else {
                throw failure(item, "is no URL of a server")
            }
            server.endpoints.append(endpoint)
        }
        return server
    }

    /// - Source: botocore, `ec2` model, `ModifyInstanceMetadataOptionsRequest`.
    private static func options(
        _ value: JSONValue
    ) throws(Failure) -> InstanceDescription.Options {
        var options = InstanceDescription.Options()
        switch try text(value, "httpTokens") {
        case "optional"?: options.requiresToken = false
        case "required"?, nil: break
        default: throw failure(value, "needs optional or required in httpTokens")
        }
        guard let item = value["httpPutResponseHopLimit"] else { return options }
        guard let limit = item.integer, (1...64).contains(limit) else {
            throw failure(item, "is no number from 1 to 64")
        }
        options.hopLimit = UInt8(limit)
        return options
    }

    private static func listener(_ value: JSONValue) throws(Failure) -> Configuration.Listener {
        guard let text = try text(value, "listen"), let listener = Configuration.Listener(text)
        else { throw failure(value, "needs ADDRESS:PORT in listen") }
        return listener
    }

    private static func authorization(
        _ value: JSONValue
    ) throws(Failure) -> ContainerTask.Authorization {
        switch (
            try text(value, "authorizationToken"), try text(value, "authorizationTokenFile")
        ) {
        case (nil, nil): return .none
        case (let token?, nil): return .value(token)
        case (nil, let file?): return .file(file)
        default:
            throw failure(value, "has both authorizationToken and authorizationTokenFile")
        }
    }

    private static func addresses(_ value: JSONValue) throws(Failure) -> [IPAddress] {
        var addresses: [IPAddress] = []
        for item in try list(value, "addresses") {
            guard let text = item.string, let address = IPAddress(text) else {
                throw failure(item, "is no IP address")
            }
            addresses.append(address)
        }
        return addresses
    }

    /// - Source: botocore, `sts` model, `roleDurationSecondsType`.
    private static func duration(_ value: JSONValue) throws(Failure) -> Int? {
        guard let item = value["durationSeconds"] else { return nil }
        guard let seconds = item.integer, (900...43_200).contains(seconds) else {
            throw failure(item, "is no number from 900 to 43200")
        }
        return seconds
    }

    private static func text(_ value: JSONValue, _ name: StaticString) throws(Failure) -> String? {
        guard let item = value[name] else { return nil }
        guard let text = item.string, !text.isEmpty else { throw failure(item, "is no text") }
        return text
    }

    private static func list(
        _ value: JSONValue,
        _ name: StaticString
    ) throws(Failure) -> [JSONValue] {
        guard let item = value[name] else { return [] }
        try check(item, .array)
        return Array(item.elements)
    }

    private static func check(_ value: JSONValue, _ kind: JSONKind) throws(Failure) {
        guard value.kind == kind else { throw failure(value, "is no \(kind)") }
    }

    private static func check(_ value: JSONValue, allows names: Set<String>) throws(Failure) {
        try check(value, .object)
        for (key, _) in value.members where !names.contains(key.string ?? "") {
            throw failure(key, "is not known here")
        }
    }

    private static func failure(_ value: JSONValue, _ text: String) -> Failure {
        let position = value.position
        let start = value.document.bytes[value.range].prefix(40)
        let sample = String(decoding: start.filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
        return Failure(
            description: "\(sample) at line \(position.line), column \(position.column), \(text)"
        )
    }
}
