public import Tokens

/// Who a SAML provider says somebody is, by the keys that a session keeps.
///
/// - Source: IAM User Guide, "Available keys for SAML-based AWS STS federation".
public struct SAMLSubject: Sendable {
    private static let typeKey = "saml:sub_type"
    private static let qualifierKey = "saml:namequalifier"

    /// The name identifier.
    public let name: String
    /// Its type: `persistent`, `transient`, or the whole URI of its format.
    public let type: String
    /// What makes the name unique among providers.
    public let qualifier: String

    /// Joins the parts.
    public init(name: String, type: String, qualifier: String) {
        self.name = name
        self.type = type
        self.qualifier = qualifier
    }

    /// The subject of a session; nil when no SAML provider vouched for it.
    init?(_ session: SessionClaims) {
        guard let provider = session.provider, provider.kind == .saml else { return nil }
        name = provider.subject
        type = session.extensions[Self.typeKey] ?? ""
        qualifier = session.extensions[Self.qualifierKey] ?? ""
    }

    /// Writes what the provider's ARN, the subject and the audience do not hold by themselves.
    public func write(to session: inout SessionClaims) {
        session.extensions[Self.typeKey] = type
        session.extensions[Self.qualifierKey] = qualifier
    }

    /// The condition keys.
    public var keys: [(name: String, value: String)] {
        [("saml:sub", name), (Self.typeKey, type), (Self.qualifierKey, qualifier)]
    }
}
