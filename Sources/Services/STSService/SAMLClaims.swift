internal import Base
internal import SAML
internal import ServiceKit
internal import ServiceModel

/// What an assertion says in AWS's own attributes.
///
/// - Source: IAM User Guide, "Configure SAML assertions for the authentication response"; the texts
///   from "Troubleshoot SAML federation with IAM".
struct SAMLClaims: Sendable {
    private static let prefix = "https://aws.amazon.com/SAML/Attributes/"
    private static let tagPrefix = prefix + "PrincipalTag:"
    /// Attributes of which all values count, or whose names go on.
    private static let lists: Set<String> = ["Role", "TransitiveTagKeys"]

    /// The name of the session.
    let sessionName: String
    /// The source identity.
    let sourceIdentity: String?
    /// How long the session may be at most, in seconds.
    let sessionSeconds: Int?
    /// The session tags.
    let tags: SessionTags

    private let pairs: [[Substring]]

    init(_ assertion: SAMLAssertion) throws(ServiceError) {
        let claims = try Self.claims(assertion)
        guard let name = claims["RoleSessionName"]?.first else {
            throw .invalidIdentityToken("RoleSessionName is required in AuthnResponse")
        }
        guard SessionNameForm.isName(name) else {
            throw .invalidIdentityToken(
                "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"
            )
        }
        sessionName = name
        sourceIdentity = claims["SourceIdentity"]?.first
        guard sourceIdentity.map(SessionNameForm.isName) ?? true else {
            throw .invalidIdentityToken(
                "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\""
            )
        }
        sessionSeconds = try Self.seconds(claims["SessionDuration"]?.first)
        tags = try Self.tags(assertion, transitive: claims["TransitiveTagKeys"] ?? [])
        pairs = (claims["Role"] ?? []).map { pair in
            pair.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
        }
    }

    /// Whether the identity provider lets the subject have the role, by its own provider.
    ///
    /// Byte by byte: texts of different characters can be equal as texts.
    func lists(role: String, provider: String) -> Bool {
        let wanted = [Array(role.utf8), Array(provider.utf8)]
        return pairs.contains { pair in
            let pair = pair.map { Array($0.utf8) }
            return pair == wanted || Array(pair.reversed()) == wanted
        }
    }

    /// The values by what follows the prefix; tags are not among them.
    private static func claims(
        _ assertion: SAMLAssertion
    ) throws(ServiceError) -> [String: [String]] {
        var claims: [String: [String]] = [:]
        for attribute in assertion.attributes where attribute.name.hasPrefix(prefix) {
            let name = String(attribute.name.dropFirst(prefix.utf8.count))
            let values = attribute.values.compactMap { $0 }
            // One with parts of its own, or twice, could be read in more than one way.
            guard values.count == attribute.values.count,
                lists.contains(name) || values.count == 1 && claims[name] == nil
            else { throw .invalidIdentityToken("Invalid value of attribute \(name)") }
            claims[name, default: []] += values
        }
        return claims
    }

    private static func tags(
        _ assertion: SAMLAssertion,
        transitive: [String]
    ) throws(ServiceError) -> SessionTags {
        var tags: [ServiceModel.Value] = []
        for attribute in assertion.attributes where attribute.name.hasPrefix(tagPrefix) {
            let key = String(attribute.name.dropFirst(tagPrefix.utf8.count))
            let value = (attribute.values.first ?? nil) ?? ""
            guard SessionTagForm.isKey(key), SessionTagForm.isValue(value) else {
                throw .invalidIdentityToken("Invalid session tag \(key)")
            }
            tags.append(["Key": .string(key), "Value": .string(value)])
        }
        guard tags.count <= SessionTagForm.limit, transitive.count <= SessionTagForm.limit else {
            throw .invalidIdentityToken("There are more than \(SessionTagForm.limit) session tags")
        }
        return try SessionTags(
            [
                "Tags": .list(tags),
                "TransitiveTagKeys": .list(transitive.map { .string($0) }),
            ],
            callerSession: nil
        )
    }

    /// - Source: as above, `SessionDuration`: 900 to 43,200 seconds.
    private static func seconds(_ text: String?) throws(ServiceError) -> Int? {
        guard let text else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int(text),
            (900...43_200).contains(seconds)
        else { throw .invalidIdentityToken("Invalid value of attribute SessionDuration") }
        return seconds
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text.drop { $0.isWhitespace }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest
    }
}
