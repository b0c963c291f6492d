internal import Base
internal import Workloads

/// The options of `rolecall exec` and `rolecall credentials`.
struct ExecOptions {
    /// As what the command runs.
    enum Kind {
        /// Keys of a role through the container endpoint.
        case role(RoleBinding, isTask: Bool)
        /// The metadata service of an instance or an instance profile.
        case instance(InstanceSource)
        /// A function.
        case function(name: String, handler: String, binding: RoleBinding)
        /// A pod of a cluster.
        case pod(PodStage)
    }

    let kind: Kind
    let server: Configuration.Server
    let durationSeconds: Int?
    /// Where a function is invoked; nil for any free port.
    let invoke: Configuration.Listener?
    /// How long an invocation may take.
    let timeoutSeconds: Int
    let command: [String]

    /// - Source: AWS Lambda Developer Guide, "Lambda quotas", function time-out.
    private static let longestTimeout = 900

    init(_ words: ArraySlice<String>) throws(Arguments.Failure) {
        let arguments = try Arguments(
            words,
            options: ExecWay.options,
            flags: [ExecWay.task.rawValue]
        )
        guard arguments.operands.isEmpty else {
            throw Arguments.Failure(message: "write -- before '\(arguments.operands[0])'")
        }
        durationSeconds = try Self.number(arguments, "duration", 900...43_200)
        timeoutSeconds =
            try Self.number(arguments, "timeout", 1...Self.longestTimeout) ?? Self.longestTimeout
        invoke = try Self.listener(arguments)
        server = try Self.server(arguments)
        kind = try Self.kind(arguments, durationSeconds)
        command = arguments.rest
    }

    private static func kind(
        _ arguments: Arguments,
        _ duration: Int?
    ) throws(Arguments.Failure) -> Kind {
        try ExecWay.check(arguments)
        if let pod = arguments["pod"] { return .pod(try PodStage(pod, arguments)) }
        if let id = arguments["instance"] { return .instance(.instance(id)) }
        if let name = arguments["instance-profile"] {
            return .instance(.profile(named: name, options: try metadata(arguments)))
        }
        if let role = arguments["assume"] {
            return .role(
                .assume(
                    roleARN: try Self.role(role),
                    sessionName: arguments["session-name"] ?? "rolecall-exec",
                    externalID: arguments["external-id"],
                    durationSeconds: duration
                ),
                isTask: false
            )
        }
        return try serviceKind(arguments, duration)
    }

    private static func metadata(
        _ arguments: Arguments
    ) throws(Arguments.Failure) -> InstanceDescription.Options {
        var options = InstanceDescription.Options()
        switch arguments["http-tokens"] {
        case "optional"?: options.requiresToken = false
        case "required"?, nil: break
        default: throw Arguments.Failure(message: "--http-tokens needs optional or required")
        }
        return options
    }

    private static func serviceKind(
        _ arguments: Arguments,
        _ duration: Int?
    ) throws(Arguments.Failure) -> Kind {
        guard let text = arguments["role"] else {
            throw Arguments.Failure(message: "needs --role ARN")
        }
        let role = try Self.role(text)
        func binding(_ principal: String, _ session: String, _ source: String?) -> RoleBinding {
            .service(
                principal: principal,
                roleARN: role,
                sessionName: arguments["session-name"] ?? session,
                sourceARN: arguments["source-arn"] ?? source,
                durationSeconds: duration
            )
        }
        if let name = arguments["lambda"] {
            guard let handler = arguments["handler"] else {
                throw Arguments.Failure(message: "--lambda needs --handler")
            }
            // The name of a function may have one character, that of a session must have two.
            let session = name.utf8.count < 2 ? "function-\(name)" : name
            return .function(
                name: name,
                handler: handler,
                binding: binding("lambda.amazonaws.com", session, nil)
            )
        }
        if let service = arguments["service"] {
            return .role(binding(service, "rolecall-exec", nil), isTask: false)
        }
        let source = arguments["source-arn"]
        let session = Agent.sessionName(source)
        return .role(binding("ecs-tasks.amazonaws.com", session, source), isTask: true)
    }

    private static func role(_ text: String) throws(Arguments.Failure) -> String {
        guard ARN(text)?.isRole == true else {
            throw Arguments.Failure(message: "'\(text)' is not the ARN of a role")
        }
        return text
    }

    private static func number(
        _ arguments: Arguments,
        _ name: String,
        _ range: ClosedRange<Int>
    ) throws(Arguments.Failure) -> Int? {
        guard let text = arguments[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Arguments.Failure(
                message: "--\(name) needs a number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    private static func listener(
        _ arguments: Arguments
    ) throws(Arguments.Failure) -> Configuration.Listener? {
        guard let text = arguments["invoke"] else { return nil }
        guard let listener = Configuration.Listener(text) else {
            throw Arguments.Failure(message: "--invoke needs ADDRESS:PORT")
        }
        return listener
    }

    private static func server(
        _ arguments: Arguments
    ) throws(Arguments.Failure) -> Configuration.Server {
        var server = Configuration.Server()
        server.region = arguments["region"]
        guard let text = arguments["endpoint"] else { return server }
        guard let endpoint = ServerEndpoint(text) else {
            throw Arguments.Failure(message: "--endpoint needs the URL of a server")
        }
        server.endpoints = [endpoint]
        return server
    }
}
