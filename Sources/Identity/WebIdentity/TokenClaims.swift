public import Base
internal import Markup

/// What a web identity token says.
///
/// - Source: RFC 7519, section 4.1; STS API Reference, AssumeRoleWithWebIdentity, `WebIdentityToken`:
///   moments are whole numbers.
public struct TokenClaims: Sendable {
    /// Who issued it: `iss`.
    public let issuer: String
    /// Whom it is about: `sub`.
    public let subject: String
    /// For whom it is: `aud`.
    public let audiences: [String]
    /// Who asked for it: `azp`.
    public let authorizedParty: String?
    /// How the subject was authenticated: `amr`.
    public let methods: [String]
    /// What it says of the session to be.
    public let session: SessionRequest

    private let expiresAt: Int64
    private let issuedAt: Int64
    private let notBefore: Int64?
    private let all: JSONValue

    init(_ claims: JSONValue) throws(TokenProblem) {
        let reader = ClaimReader(claims)
        issuer = try reader.text("iss")
        subject = try reader.text("sub")
        guard subject.utf8.count <= Limits.subject else { throw .claim("sub") }
        audiences = try reader.texts("aud")
        guard !audiences.isEmpty else { throw .missing("aud") }
        expiresAt = try reader.seconds("exp")
        issuedAt = try reader.seconds("iat")
        notBefore = claims["nbf"] == nil ? nil : try reader.seconds("nbf")
        authorizedParty = claims["azp"] == nil ? nil : try reader.text("azp")
        methods = claims["amr"] == nil ? [] : try reader.texts("amr")
        guard methods.reduce(0, { $0 + $1.utf8.count + 1 }) <= Limits.methods else {
            throw .claim("amr")
        }
        session = try SessionRequest(claims)
        all = claims
    }

    /// Throws unless the token may be used now.
    public func checkTimes(now: Timestamp) throws(TokenProblem) {
        guard now.seconds < expiresAt else { throw .expired(at: expiresAt) }
        let latest = now.seconds + Limits.skewSeconds
        guard issuedAt <= latest, notBefore ?? 0 <= latest else { throw .notYetValid }
    }

    /// For whom it is, among the client ids of a provider; nil when it is for none of them.
    ///
    /// - Source: IAM User Guide, "IAM and AWS STS condition context keys", `aud`: `azp` where there
    ///   is one; of several audiences the first that is a client id. Byte by byte: texts of different
    ///   characters can be equal as texts.
    public func audience(among clientIDs: [String]) -> String? {
        let candidates = authorizedParty.map { [$0] } ?? audiences
        return candidates.first { candidate in
            clientIDs.contains { $0.hasSameBytes(as: candidate) }
        }
    }

    /// A text within objects within claims, such as `kubernetes.io`, `pod`, `name`; nil for none.
    public func text(at path: [String]) -> String? {
        var value = all
        for name in path {
            guard let next = value.members.first(where: { $0.key.string == name })?.value else {
                return nil
            }
            value = next
        }
        return value.string
    }

    /// A claim as condition keys have it; nil when it is not there, an object or a list.
    public func value(of name: String) -> String? {
        for member in all.members where member.key.string == name {
            let value = member.value
            return value.string ?? value.number ?? value.boolean.map { $0 ? "true" : "false" }
        }
        return nil
    }
}
