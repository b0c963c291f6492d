/// How `rolecall serve` reaches web identity providers.
struct IssuerConfiguration {
    /// A PEM file of certificates that are trusted in place of the system's.
    var authorities: String?
    /// URLs of issuers on loopback addresses that need no TLS.
    var insecure: [String] = []
    /// Whether issuers may have addresses that are not public.
    var allowsPrivate = false
    /// Lines `HOST:PORT:HOST:PORT`: where to go instead.
    var detours: [String] = []

    static let options: Set<String> = ["issuer-ca", "allow-insecure-issuer", "issuer-connect"]
    static let flags: Set<String> = ["allow-private-issuers"]

    /// No issuer but public ones with certificates that the system trusts.
    init() {}

    /// Reads the options and the environment; lists there are separated by spaces.
    init(_ arguments: Arguments, environment: [String: String]) throws(Arguments.Failure) {
        authorities = arguments["issuer-ca"] ?? environment["ROLECALL_ISSUER_CA"]
        insecure =
            arguments.values("allow-insecure-issuer")
            + Self.words(environment["ROLECALL_ALLOW_INSECURE_ISSUER"])
        detours =
            arguments.values("issuer-connect") + Self.words(environment["ROLECALL_ISSUER_CONNECT"])
        switch environment["ROLECALL_ALLOW_PRIVATE_ISSUERS"] {
        case nil, "", "0": allowsPrivate = arguments.has("allow-private-issuers")
        case "1": allowsPrivate = true
        default: throw Arguments.Failure(message: "ROLECALL_ALLOW_PRIVATE_ISSUERS is 0 or 1")
        }
        for url in insecure where !url.hasPrefix("http://") || url.utf8.count == 7 {
            throw Arguments.Failure(
                message: "--allow-insecure-issuer needs a URL with http://, not '\(url)'"
            )
        }
        for detour in detours where !Self.isDetour(detour) {
            throw Arguments.Failure(
                message: "--issuer-connect needs HOST:PORT:ADDRESS:PORT, not '\(detour)'"
            )
        }
    }

    private static func words(_ text: String?) -> [String] {
        text?.split(separator: " ").map(String.init) ?? []
    }

    private static func isDetour(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { !$0.isEmpty } && UInt16(parts[1]) != nil
            && UInt16(parts[3]) != nil
    }
}
