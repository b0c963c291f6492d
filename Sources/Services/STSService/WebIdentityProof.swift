internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel
internal import WebIdentity

/// A token for a provider of the role's account, all but its signature checked.
struct WebIdentityProof: Sendable {
    let roleARN: String
    let account: AccountID
    let provider: OpenIDConnectProvider
    let issuer: Issuer
    let token: WebToken
    /// The client id for which the token is.
    let audience: String

    /// What needs no key comes first, so that strangers cause no fetches.
    init(_ call: Call<NoDirectory>) throws {
        roleARN = try call.input.requiredString("RoleArn")
        guard let arn = ARN(roleARN), arn.isRole, let account = arn.accountID else {
            throw ServiceError.validation("\(roleARN) is invalid")
        }
        self.account = account
        try Self.refuseProviderID(call.input)
        let now = call.environment.now
        do throws(TokenProblem) {
            let text = call.input.string("WebIdentityToken") ?? ""
            token = try WebToken(parsing: Array(text.utf8))
        } catch { throw WebIdentityRefusal.notToken(error, now: now) }
        let claims = token.claims
        provider = try Self.provider(claims.issuer, account, call.node)
        issuer = Issuer(url: claims.issuer, thumbprints: provider.thumbprints)
        guard let audience = claims.audience(among: provider.clientIDs) else {
            throw WebIdentityRefusal.invalid("Incorrect token audience")
        }
        self.audience = audience
        do throws(TokenProblem) {
            try claims.checkTimes(now: now)
        } catch { throw WebIdentityRefusal.notToken(error, now: now) }
    }

    /// What may have ended while the keys were fetched, which takes up to a minute.
    func checkAgain(_ call: Call<NoDirectory>) throws {
        let now = call.node.clock.now
        guard now.seconds > call.environment.now.seconds else { return }
        do throws(TokenProblem) {
            try token.claims.checkTimes(now: now)
        } catch { throw WebIdentityRefusal.notToken(error, now: now) }
        let provider = try Self.provider(token.claims.issuer, account, call.node)
        guard token.claims.audience(among: provider.clientIDs) == audience else {
            throw WebIdentityRefusal.invalid("Incorrect token audience")
        }
    }

    /// Access tokens of Amazon and Facebook can only be verified by them.
    ///
    /// - Source: STS API Reference, AssumeRoleWithWebIdentity, `ProviderId`; the text is ours.
    private static func refuseProviderID(_ input: Structure) throws(ServiceError) {
        guard let id = input.string("ProviderId") else { return }
        throw WebIdentityRefusal.invalid("Access tokens of the provider \(id) are not supported")
    }

    /// The provider of exactly that URL; a URL without TLS names one only where it is allowed to.
    private static func provider(
        _ url: String,
        _ account: AccountID,
        _ node: Node
    ) throws -> OpenIDConnectProvider {
        let isInsecure = node.issuers.takes(insecure: url)
        let secure = isInsecure ? "https://" + url.dropFirst("http://".count) : url
        guard secure.hasPrefix("https://"), secure.utf8.count <= 255 else {
            throw WebIdentityRefusal.invalid("Issuer must be a valid URL")
        }
        let arn = OpenIDConnectProvider.arn(account, url: secure)
        guard let provider = try node.directory.openIDConnectProvider(arn: arn, in: account),
            provider.url.hasSameBytes(as: secure)
        else {
            throw WebIdentityRefusal.invalid(
                "No OpenIDConnect provider found in your account for \(url)"
            )
        }
        return provider
    }
}
