import Base

/// What `rolecall serve` was asked to do.
struct ServeConfiguration {
    /// Where to listen.
    var address: String = "127.0.0.1"
    /// The port; 0 lets the system choose.
    var port: UInt16 = 4566
    /// The folder with the database, the objects and the keys.
    var dataFolder: String = "data"
    /// Whether the data folder is temporary and goes with the process.
    var isEphemeral = false
    /// The first account.
    var account: AccountID
    /// PEM files for TLS.
    var tls: (certificate: String, key: String)?
    /// The path of the control socket; nil for the one in the data folder.
    var control: String?
    /// How many threads serve connections.
    var threads: Int
    /// Keys for the first account's root user, from the environment.
    var rootKeys: (accessKeyID: String, secret: String)?

    /// Where clients reach the server, when that is not where it listens.
    var publicURL: String?
    /// How web identity providers are reached.
    var issuers = IssuerConfiguration()

    /// The account that exists when nobody names one.
    static let defaultAccount = "111122223333"

    private static let options: Set<String> = [
        "listen", "data", "account", "tls-certificate", "tls-key", "control", "threads",
        "public-url",
    ]

    /// Reads the options of `serve` and the environment.
    init(
        _ words: some Sequence<String>,
        environment: [String: String],
        processors: Int
    ) throws(Arguments.Failure) {
        let arguments = try Arguments(
            words,
            options: Self.options.union(IssuerConfiguration.options),
            flags: IssuerConfiguration.flags.union(["ephemeral"])
        )
        guard arguments.operands.isEmpty else {
            throw Arguments.Failure(message: "serve takes no '\(arguments.operands[0])'")
        }
        guard let account = AccountID(arguments["account"] ?? Self.defaultAccount) else {
            throw Arguments.Failure(message: "--account needs twelve digits")
        }
        self.account = account
        threads = processors
        if let text = arguments["threads"] {
            guard let count = Int(text), (1...64).contains(count) else {
                throw Arguments.Failure(message: "--threads needs a number from 1 to 64")
            }
            threads = count
        }
        isEphemeral = arguments.has("ephemeral")
        if isEphemeral, arguments["data"] != nil {
            throw Arguments.Failure(message: "--ephemeral and --data exclude each other")
        }
        if let data = arguments["data"] { dataFolder = data }
        control = arguments["control"] ?? environment["ROLECALL_CONTROL"]
        try readListen(arguments["listen"])
        try readTLS(arguments["tls-certificate"], arguments["tls-key"])
        try readRootKeys(environment)
        try readPublicURL(arguments["public-url"] ?? environment["ROLECALL_PUBLIC_URL"])
        issuers = try IssuerConfiguration(arguments, environment: environment)
    }

    /// The server's address as clients write it.
    func endpoint(port: UInt16) -> String {
        let host = address.utf8.contains(0x3A) ? "[\(address)]" : address
        return "\(tls == nil ? "http" : "https")://\(host):\(port)"
    }

    private mutating func readPublicURL(_ text: String?) throws(Arguments.Failure) {
        guard var text else { return }
        while text.hasSuffix("/") { text.removeLast() }
        guard ["http://", "https://"].contains(where: { text.hasPrefix($0) && text != $0 }),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3F && $0 != 0x23 })
        else { throw Arguments.Failure(message: "--public-url needs a URL, not '\(text)'") }
        publicURL = text
    }

    private mutating func readListen(_ text: String?) throws(Arguments.Failure) {
        guard let text else { return }
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else {
            throw Arguments.Failure(message: "--listen needs ADDRESS:PORT")
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard IPAddress(host) != nil else {
            throw Arguments.Failure(message: "--listen needs an IP address, not '\(host)'")
        }
        address = host
        self.port = port
    }

    private mutating func readTLS(_ certificate: String?, _ key: String?) throws(Arguments.Failure)
    {
        switch (certificate, key) {
        case (nil, nil): break
        case (let certificate?, let key?): tls = (certificate, key)
        default:
            throw Arguments.Failure(message: "--tls-certificate and --tls-key go together")
        }
    }

    private mutating func readRootKeys(_ environment: [String: String]) throws(Arguments.Failure) {
        let id = environment["ROLECALL_ROOT_ACCESS_KEY_ID"]
        let secret = environment["ROLECALL_ROOT_SECRET_ACCESS_KEY"]
        guard id != nil || secret != nil else { return }
        guard let id, let secret, AccessKeyID(id) != nil, (16...128).contains(secret.utf8.count)
        else {
            throw Arguments.Failure(
                message: "ROLECALL_ROOT_ACCESS_KEY_ID and ROLECALL_ROOT_SECRET_ACCESS_KEY go "
                    + "together; an id has 16 to 128 letters and digits, a secret 16 to 128 bytes"
            )
        }
        rootKeys = (id, secret)
    }
}
