internal import Base
internal import Cryptography
private import Glibc
internal import HTTPServer
internal import Workloads

/// What stands around the process of a function: its two interfaces and its reserved environment.
///
/// - Source: AWS Lambda Developer Guide, "Working with Lambda environment variables".
struct FunctionStage {
    private let stage: ExecStage
    private let name: String
    private let handler: String
    private let binding: RoleBinding
    private let functionARN: String

    /// - Source: AWS Lambda Developer Guide, "Configure Lambda function memory", default.
    private static let memoryMebibytes = 128

    init(_ stage: ExecStage, name: String, handler: String, binding: RoleBinding) throws {
        guard let account = ARN(binding.roleARN)?.account else {
            throw Arguments.Failure(message: "--role has no account")
        }
        let arn = "arn:aws:lambda:\(stage.server.client.region):\(account):function:\(name)"
        self.stage = stage
        self.name = name
        self.handler = handler
        functionARN = arn
        guard
            case .service(let principal, let role, let session, let source, let duration) = binding
        else { preconditionFailure("a function's role is taken by Lambda") }
        self.binding = .service(
            principal: principal,
            roleARN: role,
            sessionName: session,
            sourceARN: source ?? arn,
            durationSeconds: duration
        )
    }

    /// Gets the keys, and runs the process to its end; others take its place as keys come and go.
    func run() throws -> Child.Ending {
        let timeout = stage.options.timeoutSeconds
        let keeper = stage.host.keeper(binding, stage.server) { keys, now, _ in
            KeepingPlan(forProcessWith: keys, at: now, timeoutSeconds: timeout)
        }
        var keys = try keeper.wait().get()
        Child.blockSignals()
        let runtime = FunctionRuntime(timeoutSeconds: timeout, clock: .system)
        defer { runtime.end("Runtime.ExitError", "RequestId: - Error: Runtime exited") }
        let invocations = FunctionInvocations(
            runtime,
            name: name,
            functionARN: functionARN,
            random: .secure
        )
        let listener = stage.options.invoke ?? WorkloadHost.local
        let port = try stage.host.listen(listener, invocations)
        Console.error("rolecall: invoke \(name) at http://\(listener.address):\(port)\n")
        while true {
            if let ending = try run(runtime, keys, keeper) { return ending }
            if case .success(let fresh)? = keeper.ready() { keys = fresh }
            runtime.restart(Self.standing(of: keys, keeper))
        }
    }

    /// Runs one process to its end; nil when another is to take its place.
    ///
    /// Its interface ends with it: whatever it has left behind takes nothing from the next.
    private func run(
        _ runtime: FunctionRuntime,
        _ keys: SessionKeys,
        _ keeper: Keeper<SessionKeys>
    ) throws -> Child.Ending? {
        let interface = try WorkloadHost.serveLocally(
            RuntimeInterface(runtime, functionARN: functionARN)
        )
        defer { interface.stop(graceMilliseconds: 0) }
        var process = try FunctionProcess(command, environment(keys, interface.port))
        return process.run { runtime.step(Self.standing(of: keys, keeper)) }
    }

    /// What is to be made of a process that has these keys.
    private static func standing(
        of keys: SessionKeys,
        _ keeper: Keeper<SessionKeys>
    ) -> FunctionRuntime.Keys {
        let known = try? keeper.ready()?.get().accessKeyID
        return FunctionRuntime.Keys(
            hold: Clock.system.now < keys.expiration,
            haveHeirs: known.map { $0 != keys.accessKeyID } ?? false
        )
    }

    private func environment(_ keys: SessionKeys, _ port: UInt16) -> [String] {
        var environment = stage.environment
        environment.set(reserved(keys, port))
        return environment.list
    }

    /// By default the runtime client of Python.
    private var command: [String] {
        stage.options.command.isEmpty
            ? ["python3", "-m", "awslambdaric", handler] : stage.options.command
    }

    private func reserved(_ keys: SessionKeys, _ port: UInt16) -> [String: String] {
        var folder = [CChar](repeating: 0, count: 4096)
        let root = unsafe getcwd(&folder, folder.count).map { unsafe String(cString: $0) } ?? "."
        return [
            "_HANDLER": handler,
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(port)",
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "\(Self.memoryMebibytes)",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/\(name)",
            "AWS_LAMBDA_LOG_STREAM_NAME": "rolecall",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_ACCESS_KEY_ID": keys.accessKeyID,
            "AWS_SECRET_ACCESS_KEY": keys.secretText,
            "AWS_SESSION_TOKEN": keys.sessionToken,
            "LAMBDA_TASK_ROOT": root,
            "TZ": ":UTC",
        ]
    }
}
