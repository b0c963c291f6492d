internal import Base
internal import Cryptography
internal import Directory
private import Glibc
internal import Telemetry

/// `rolecall serve`: runs a node until it is told to end.
enum ServeCommand {
    static func run(_ words: ArraySlice<String>, environment: [String: String]) throws -> Int32 {
        let configuration = try ServeConfiguration(
            words,
            environment: environment,
            processors: max(1, min(8, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        )
        Signals.block()
        let folder =
            configuration.isEphemeral
            ? try DataFolder.temporary() : try DataFolder(opening: configuration.dataFolder)
        defer { folder.removeIfEphemeral() }
        try folder.lock()
        let events = EventLog(descriptor: STDERR_FILENO, clock: .system)
        defer { events.close() }
        let control = configuration.control ?? folder.controlSocket
        let listener = try ControlSocket.listen(at: control)
        let server = try RunningServer(
            configuration,
            folder: folder,
            clock: .system,
            events: events,
            beforeListening: { try prepareFirstAccount(configuration, $0, folder) }
        )
        let endpoint = configuration.endpoint(port: server.port)
        try listener.serve(
            ControlDesk(
                accounts: server.accounts,
                endpoint: endpoint,
                keys: server.keys,
                firstAccount: configuration.account
            )
        )
        events.record(
            Event("serving", [("endpoint", endpoint), ("data", folder.path), ("control", control)])
        )
        Signals.waitForEnd()
        server.stop()
        _ = unsafe unlink(control)
        return 0
    }

    /// The first account is there from the first start on; keys that were generated are kept in a
    /// file that only the owner can read, and shown this once.
    private static func prepareFirstAccount(
        _ configuration: ServeConfiguration,
        _ accounts: Accounts,
        _ folder: DataFolder
    ) throws {
        let id = configuration.account
        let given = configuration.rootKeys
        guard try !accounts.all().contains(where: { $0.id == id }) else {
            if let given { try accounts.useRootKey(given, of: id) }
            return
        }
        var rootKey: (id: AccessKeyID, secret: String)?
        if let given, let keyID = AccessKeyID(given.accessKeyID) { rootKey = (keyID, given.secret) }
        let keys = try accounts.create(id, name: "", rootKey: rootKey)
        guard given == nil else { return }
        var text = ControlAnswer.rootKeys(keys)
        text.append(0x0A)
        try folder.write(folder.rootKeys, text)
        Console.out(
            """
            Root access key of account \(id), kept in \(folder.rootKeys):
              AWS_ACCESS_KEY_ID=\(keys.accessKeyID)
              AWS_SECRET_ACCESS_KEY=\(keys.secretAccessKey)

            """
        )
    }
}
