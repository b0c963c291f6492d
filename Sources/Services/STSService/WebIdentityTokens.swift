internal import Base
internal import Cryptography
internal import Directory
internal import ServiceKit
internal import ServiceModel
internal import Tokens
internal import WebIdentity

extension STSService {
    /// The life of a web identity token in seconds when nobody says.
    ///
    /// - Source: STS API Reference, GetWebIdentityToken, `DurationSeconds`.
    private static let identitySeconds = 300

    /// The most bytes of a token's claims: as a token it still fits into AssumeRoleWithWebIdentity.
    ///
    /// Our own: AWS tells no number.
    private static let payloadLimit = 14_000

    /// A signed token that tells others who calls.
    ///
    /// - Source: STS API Reference, GetWebIdentityToken; Service Authorization Reference, STS, for the
    ///   condition keys and `sts:TagGetWebIdentityToken`.
    static func getWebIdentityToken(_ call: inout Call<DirectoryReader>) throws -> Structure {
        let audiences = call.input.strings("Audience") ?? []
        let name = try call.input.requiredString("SigningAlgorithm")
        let seconds = call.input.integer("DurationSeconds") ?? identitySeconds
        let tags = try SessionTags(call.input, callerSession: nil).tags
        let demand = Demand(
            "sts:GetWebIdentityToken",
            on: "*",
            keys: [
                .list("sts:IdentityTokenAudience", audiences),
                .value("sts:DurationSeconds", "\(seconds)"),
                .value("sts:SigningAlgorithm", name),
            ]
        ).requestTags(tags)
        try call.authorize(demand)
        if !tags.isEmpty {
            var tagging = demand
            tagging.action = "sts:TagGetWebIdentityToken"
            try call.authorize(tagging)
        }
        guard let algorithm = SignatureAlgorithm(rawValue: name),
            [.rs256, .es384].contains(algorithm)
        else {
            throw ServiceError.validation("SigningAlgorithm must be one of RS256 and ES384")
        }
        let issuer = try issuer(call)
        let now = call.environment.now.truncatedToSeconds
        let expiresAt = now.adding(seconds: Int64(seconds))
        try refuseEscalation(call.caller, expiresAt)
        let claims = OutboundClaims(
            issuer: issuer.url(at: call.node.publicURL),
            audiences: audiences,
            issuedAt: now,
            expiresAt: expiresAt,
            id: call.node.random.uuid(),
            region: call.environment.region,
            requestTags: tags
        ).bytes(call.caller)
        guard claims.count <= payloadLimit,
            let token = try call.node.signer.token(claims, by: algorithm)
        else {
            throw ServiceError(
                code: "JWTPayloadSizeExceededException",
                message: "The requested token payload size exceeds the maximum allowed size."
            )
        }
        return ["WebIdentityToken": .string(token), "Expiration": .timestamp(expiresAt)]
    }

    /// The account's issuer, while the account lets tokens be vended.
    private static func issuer(_ call: Call<DirectoryReader>) throws -> OutboundIssuer {
        let settings = try call.directory.accountSettings()
        guard settings.isVendingTokens, let issuer = OutboundIssuer(call.account, settings) else {
            throw ServiceError(
                code: "OutboundWebIdentityFederationDisabledException",
                message: "The outbound web identity federation feature is not enabled for this "
                    + "account.",
                status: 403
            )
        }
        return issuer
    }

    /// A token does not outlive the session that asks for it.
    private static func refuseEscalation(
        _ caller: Caller,
        _ expiresAt: Timestamp
    ) throws(ServiceError) {
        guard let session = caller.session, session.expiresAt < expiresAt else { return }
        throw ServiceError(
            code: "SessionDurationEscalationException",
            message: "The requested token duration would extend the session beyond its original "
                + "expiration time.",
            status: 403
        )
    }
}
