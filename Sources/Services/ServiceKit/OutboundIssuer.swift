public import Base
public import Directory

/// The issuer of an account's web identity tokens.
///
/// - Source: IAM User Guide, "Getting started with outbound identity federation", where it is a host of
///   its own under AWS's domain; here it is a path that no bucket can have.
public struct OutboundIssuer: Sendable {
    /// How the paths of all issuers begin.
    public static let prefix = "/_tokens/"

    /// The account.
    public let account: AccountID
    /// The part of the path after the account.
    public let id: String

    /// The issuer of an account; nil when it never had one.
    public init?(_ account: AccountID, _ settings: AccountSettings) {
        guard let id = settings.issuerID else { return nil }
        self.account = account
        self.id = id
    }

    /// Reads `/_tokens/ACCOUNT/ID/REST`; nil for other paths.
    ///
    /// - Returns: the issuer as the path has it, and the rest of the path.
    public static func parse(path: String) -> (issuer: OutboundIssuer, rest: Substring)? {
        guard path.hasPrefix(prefix) else { return nil }
        let parts = path.dropFirst(prefix.count).split(
            separator: "/",
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, let account = AccountID(String(parts[0])) else { return nil }
        return (OutboundIssuer(account: account, id: String(parts[1])), parts[2])
    }

    /// The URL below that of the server.
    public func url(at server: PublicURL) -> String {
        "\(server.text)\(Self.prefix)\(account)/\(id)"
    }

    private init(account: AccountID, id: String) {
        self.account = account
        self.id = id
    }
}
