private import Glibc
internal import Workloads

/// The program `rolecall`: the first word of the command line tells what to do.
public enum Program {
    static let usage = """
        Rolecall: AWS IAM and STS that anyone can run.

        rolecall serve [--listen ADDRESS:PORT] [--data DIR | --ephemeral] [--account ID]
                       [--tls-certificate FILE --tls-key FILE] [--control PATH] [--threads N]
                       [--public-url URL] [--issuer-ca FILE] [--allow-private-issuers]
                       [--allow-insecure-issuer URL] [--issuer-connect HOST:PORT:HOST:PORT]
        rolecall account create ID [--name NAME] [--replace]
        rolecall account list | delete ID | root-keys ID
        rolecall keys list | rotate
        rolecall account quota ID [NAME VALUE]
        rolecall cluster put NAME --issuer URL [--account ID] [--region REGION]
        rolecall cluster list [--account ID] | delete NAME [--account ID] [--region REGION]
        rolecall import FILE [--replace]
        rolecall export [--account ID]
        rolecall env [--account ID]
        rolecall simulate --principal ARN --action ACTION [--resource ARN] [--context KEY=VALUE]
        rolecall evaluate [FILE ...] [--explain]
        rolecall operations
        rolecall agent --config FILE
        rolecall agent --instance ID | --instance-profile NAME [--listen ADDRESS:PORT]
        rolecall exec --service PRINCIPAL --role ARN | --ecs-task --role ARN | --assume ARN
                      | --instance-profile NAME | --instance ID -- COMMAND
        rolecall exec --pod NAMESPACE/SERVICEACCOUNT --cluster NAME --token-file FILE -- COMMAND
        rolecall exec --lambda NAME --handler MODULE.FUNCTION --role ARN [--invoke ADDRESS:PORT]
                      [-- COMMAND]
        rolecall credentials --assume ARN | --service PRINCIPAL --role ARN

        agent, exec and credentials call the server at AWS_ENDPOINT_URL with the keys in
        AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or --endpoint URL and --region NAME.
        account, keys, cluster, import, export, env and simulate speak to the running server over
        its control socket: --control PATH, else ROLECALL_CONTROL, else data/control.sock.

        """

    /// Runs a command line without the program's own name.
    ///
    /// - Returns: The exit status: 0, 1 when the command failed, 2 when it was not understood.
    public static func run(_ words: [String]) -> Int32 {
        do {
            let status = try start(words)
            guard status == 0, let reason = Console.failure else { return status }
            return fail("cannot write to standard output: \(reason)")
        } catch let failure as Arguments.Failure {
            Console.error("rolecall: \(failure.message)\n")
            return 2
        } catch let failure as DataFolder.Failure {
            return fail(failure.message)
        } catch let failure as ControlSocket.Failure {
            return fail(failure.message)
        } catch let failure as RunningServer.Failure {
            return fail(failure.message)
        } catch let failure as WorkloadServers.Failure {
            return fail(failure.message)
        } catch let failure as CallFailure {
            return fail(failure.text)
        } catch {
            return fail("\(error)")
        }
    }

    private static func start(_ words: [String]) throws -> Int32 {
        let rest = words.dropFirst()
        switch words.first {
        case "serve": return try ServeCommand.run(rest, environment: environment())
        case "account": return try ControlCommand.account(rest, environment: environment())
        case "cluster": return try ControlCommand.cluster(rest, environment: environment())
        case "keys": return try ControlCommand.keys(rest, environment: environment())
        case "simulate": return try ControlCommand.simulate(rest, environment: environment())
        case "import": return try ControlCommand.importFile(rest, environment: environment())
        case "export": return try ControlCommand.export(rest, environment: environment())
        case "env": return try ControlCommand.env(rest, environment: environment())
        case "evaluate": return try EvaluateFileCommand.run(rest)
        case "agent":
            return try AgentCommand.run(rest, environment: ProcessEnvironment.all())
        case "exec": return try ExecCommand.run(rest, environment: ProcessEnvironment.all())
        case "credentials":
            return try CredentialsCommand.run(rest, environment: ProcessEnvironment.all())
        case "operations": return try OperationsCommand.run(rest)
        case "help", "--help", "-h":
            Console.out(usage)
            return 0
        case let word?:
            throw Arguments.Failure(message: "unknown command '\(word)'; see rolecall help")
        case nil:
            Console.error(usage)
            return 2
        }
    }

    private static func fail(_ message: String) -> Int32 {
        Console.error("rolecall: \(message)\n")
        return 1
    }

    private static func environment() -> [String: String] {
        var all: [String: String] = [:]
        for name in [
            "ROLECALL_CONTROL", "ROLECALL_ROOT_ACCESS_KEY_ID", "ROLECALL_ROOT_SECRET_ACCESS_KEY",
            "ROLECALL_ISSUER_CA", "ROLECALL_ISSUER_CONNECT", "ROLECALL_ALLOW_INSECURE_ISSUER",
            "ROLECALL_ALLOW_PRIVATE_ISSUERS", "ROLECALL_PUBLIC_URL",
        ] {
            if let value = unsafe getenv(name) { all[name] = unsafe String(cString: value) }
        }
        return all
    }
}
