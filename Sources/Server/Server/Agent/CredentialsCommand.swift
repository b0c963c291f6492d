internal import Base
internal import Cryptography
internal import Markup
internal import Workloads

/// `rolecall credentials`: prints a role's keys as a client's `credential_process` does.
enum CredentialsCommand {
    static func run(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32 {
        ProcessMemory.keepPrivate()
        let options = try ExecOptions(words)
        guard case .role(let binding, _) = options.kind, options.command.isEmpty else {
            throw Arguments.Failure(
                message: "credentials needs --assume ARN, or --service and --role"
            )
        }
        let client = try WorkloadServers(environment: environment).client(options.server)
        let keys = try client.keys(for: binding)
        Console.out(json(keys) + [0x0A])
        return 0
    }

    /// - Source: AWS SDKs and Tools Reference Guide, "Process credential provider".
    private static func json(_ keys: SessionKeys) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("Version")
        writer.integer(1)
        writer.member("AccessKeyId", keys.accessKeyID)
        writer.member("SecretAccessKey", keys.secretText)
        writer.member("SessionToken", keys.sessionToken)
        writer.member("Expiration", keys.expiration.description)
        writer.member("AccountId", keys.account)
        writer.endObject()
        return writer.bytes
    }
}
