/// Who sends a request.
public enum Caller: Sendable, Hashable {
    /// The root user of an account.
    case root(partition: String, account: String)
    /// An IAM user, by its ARN.
    case user(arn: String, account: String)
    /// A role session.
    case session(RoleSession)
    /// A federated user, by its ARN `arn:P:sts::A:federated-user/NAME` and, where it is known, the
    /// ARN of the IAM user who federated.
    case federatedUser(arn: String, account: String, user: String?)
    /// An AWS service, by its principal name.
    case service(String)
    /// The provider that vouches in a call with a web identity token or a SAML assertion.
    case provider(String)
    /// Nobody that is known.
    case anonymous

    /// Reads the principal of a case: an ARN, a service's or provider's name, or `anonymous`.
    ///
    /// Nil for an ARN that names none of these.
    ///
    /// - Parameters:
    ///   - text: the principal.
    ///   - issuer: the ARN with path of the session's role, or of the user who federated.
    ///   - isServiceLinked: whether the session's role is a service-linked role.
    public init?(_ text: String, issuer: String? = nil, isServiceLinked: Bool = false) {
        guard text.hasPrefix("arn:") else {
            guard !text.isEmpty else { return nil }
            if text == "anonymous" {
                self = .anonymous
            } else if text.hasSuffix(".amazonaws.com"), text != "cognito-identity.amazonaws.com" {
                self = .service(text)
            } else {
                self = .provider(text)
            }
            return
        }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { return nil }
        let partition = String(parts[1])
        let account = String(parts[4])
        let path = parts[5].split(separator: "/").map(String.init)
        switch (path.first, path.count) {
        case ("root", 1): self = .root(partition: partition, account: account)
        case ("user", 2...): self = .user(arn: text, account: account)
        case ("assumed-role", 3):
            self = .session(
                RoleSession(
                    arn: text,
                    partition: partition,
                    account: account,
                    role: path[1],
                    roleARN: issuer,
                    isServiceLinked: isServiceLinked
                )
            )
        case ("federated-user", 2):
            self = .federatedUser(arn: text, account: account, user: issuer)
        case ("oidc-provider", 2...), ("saml-provider", 2): self = .provider(text)
        default: return nil
        }
    }

    /// The account that the caller belongs to; nil for services, providers and the unknown.
    public var account: String? {
        switch self {
        case .root(_, let account), .user(_, let account), .federatedUser(_, let account, _):
            account
        case .session(let session): session.account
        case .service, .provider, .anonymous: nil
        }
    }
}
