public import Base

/// Who asks.
///
/// - Source: IAM User Guide, "AWS JSON policy elements: Principal" and "How IAM works, Principals".
public struct Principal: Sendable {
    /// The kinds of principals.
    public enum Kind: UInt8, Sendable, Hashable {
        /// The root user of an account.
        case root
        /// A user, also with a session of `GetSessionToken`.
        case user
        /// A session of a role.
        case roleSession
        /// A session of `GetFederationToken`.
        case federatedUser
        /// A service of AWS.
        case service
        /// Somebody with a token of a web identity provider, who has no session yet.
        case webIdentity
        /// Somebody with an assertion of a SAML provider, who has no session yet.
        case saml
        /// Nobody in particular.
        case anonymous
    }

    /// What kind of principal.
    public let kind: Kind
    /// The account that it belongs to; nil for services, providers' users and the anonymous.
    public let account: AccountID?
    /// The ARN that denials name; a service's or provider's name; `anonymous`.
    public let name: String

    let nameBytes: [UInt8]
    /// The ARN with path of a session's role, or of the user behind a federated user.
    let entityBytes: [UInt8]
    /// Whether the path in `entityBytes` can be trusted; without it roles compare by name.
    let isPathKnown: Bool
    /// The unique id of the user or role.
    let idBytes: [UInt8]
    /// The id that S3 gives the account.
    var canonicalUserBytes: [UInt8] = []

    private init(
        _ kind: Kind,
        account: AccountID?,
        name: String,
        entity: String = "",
        isPathKnown: Bool = true,
        uniqueID: String = ""
    ) {
        self.kind = kind
        self.account = account
        self.name = name
        nameBytes = Array(name.utf8)
        entityBytes = Array(entity.utf8)
        self.isPathKnown = isPathKnown
        idBytes = Array(uniqueID.utf8)
    }

    /// The root user of an account.
    public static func root(_ account: AccountID, partition: String = "aws") -> Principal {
        Principal(.root, account: account, name: "arn:\(partition):iam::\(account):root")
    }

    /// A user, by ARN with path and unique id (`AIDA…`).
    public static func user(_ account: AccountID, arn: String, uniqueID: String = "") -> Principal {
        Principal(.user, account: account, name: arn, uniqueID: uniqueID)
    }

    /// A session of a role.
    ///
    /// - Parameters:
    ///   - account: the role's account.
    ///   - arn: the session's ARN, which has no path.
    ///   - roleARN: the role's ARN with path.
    ///   - roleID: the role's unique id, `AROA…`.
    /// - Returns: the principal.
    public static func roleSession(
        _ account: AccountID,
        arn: String,
        roleARN: String,
        roleID: String = ""
    ) -> Principal {
        Principal(.roleSession, account: account, name: arn, entity: roleARN, uniqueID: roleID)
    }

    /// A federated user.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - arn: the session's ARN.
    ///   - userARN: the ARN of the user that asked for the session; empty for root.
    ///   - userID: the unique id of that user.
    /// - Returns: the principal.
    public static func federatedUser(
        _ account: AccountID,
        arn: String,
        userARN: String = "",
        userID: String = ""
    ) -> Principal {
        Principal(.federatedUser, account: account, name: arn, entity: userARN, uniqueID: userID)
    }

    /// A service, such as `lambda.amazonaws.com`.
    public static func service(_ name: String) -> Principal {
        Principal(.service, account: nil, name: name)
    }

    /// The bearer of a web identity provider's token; named as `Federated` names the provider.
    public static func webIdentity(provider: String) -> Principal {
        Principal(.webIdentity, account: nil, name: provider)
    }

    /// The bearer of a SAML provider's assertion; named by the provider's ARN.
    public static func saml(provider: String) -> Principal {
        Principal(.saml, account: nil, name: provider)
    }

    /// Nobody in particular.
    public static let anonymous = Principal(.anonymous, account: nil, name: "anonymous")

    /// The same principal with the id that S3 gives its account.
    public func with(canonicalUserID: String) -> Principal {
        var copy = self
        copy.canonicalUserBytes = Array(canonicalUserID.utf8)
        return copy
    }

    /// Reads an ARN, a service's name, or `anonymous`; nil for any other text.
    ///
    /// What the text does not tell stays unknown: unique ids, and the path of a session's role.
    public init?(_ text: String) {
        if text == "anonymous" {
            self = .anonymous
        } else if let arn = ARN(text), let account = arn.accountID {
            self.init(text, arn, account)
        } else if text.hasPrefix("arn:") {
            return nil
        } else if text.utf8.contains(0x2E) {
            self = .service(text)
        } else {
            return nil
        }
    }

    private init?(_ text: String, _ arn: ARN, _ account: AccountID) {
        let resource = arn.resource
        if arn.service == "iam", resource == "root" {
            self = .root(account, partition: arn.partition)
        } else if arn.service == "iam", resource.hasPrefix("user/") {
            self = .user(account, arn: text)
        } else if arn.service == "sts", resource.hasPrefix("federated-user/") {
            self = .federatedUser(account, arn: text)
        } else if arn.service == "sts", resource.hasPrefix("assumed-role/") {
            let parts = resource.split(separator: "/")
            guard parts.count == 3 else { return nil }
            self.init(
                .roleSession,
                account: account,
                name: text,
                entity: "arn:\(arn.partition):iam::\(account):role/\(parts[1])",
                isPathKnown: false
            )
        } else if arn.service == "iam", resource.hasPrefix("saml-provider/") {
            self = .saml(provider: text)
        } else if arn.service == "iam", resource.hasPrefix("oidc-provider/") {
            self = .webIdentity(provider: text)
        } else {
            return nil
        }
    }
}
