/// An issuer of web identity tokens, as one account trusts it.
///
/// Accounts that pin different certificates never share what was fetched.
public struct Issuer: Hashable, Sendable {
    /// The URL, as in the claim `iss`.
    public let url: String
    /// SHA-1 fingerprints of certificates that vouch for its server, 40 hexadecimal digits each.
    public let thumbprints: Set<String>

    /// Joins the parts.
    public init(url: String, thumbprints: [String] = []) {
        self.url = url
        self.thumbprints = Set(thumbprints.map { $0.lowercased() })
    }

    /// Where its discovery document is.
    ///
    /// - Source: OpenID Connect Discovery 1.0, section 4: a slash at the end goes first.
    var discoveryURL: String {
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        return "\(base)/.well-known/openid-configuration"
    }
}
