internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel
internal import Tokens

extension STSService {
    /// The default life of a session of a user, in seconds, and the longest of a root session.
    ///
    /// - Source: STS API Reference, GetSessionToken, `DurationSeconds`.
    private static let userSeconds = 43_200
    private static let rootSeconds = 3600

    static func getSessionToken(_ call: inout Call<NoDirectory>) throws -> Structure {
        try refuseUnknownDevice(call.input)
        let asked = call.input.integer("DurationSeconds")
        let issuedAt = call.environment.now.truncatedToSeconds
        let claims: SessionClaims
        switch call.caller.kind {
        case .user(let user):
            claims = SessionClaims(
                kind: .user, account: call.account, entityID: user.id, issuedAt: issuedAt,
                expiresAt: issuedAt.adding(seconds: Int64(asked ?? userSeconds)))
        case .root:
            claims = SessionClaims(
                kind: .root, account: call.account, entityID: call.account.description,
                issuedAt: issuedAt,
                expiresAt: issuedAt.adding(seconds: Int64(min(asked ?? rootSeconds, rootSeconds))))
        case .role, .federatedUser, .anonymous:
            throw ServiceError.accessDenied("Cannot call GetSessionToken with session credentials")
        }
        return ["Credentials": .credentials(call.node.tokens.issue(claims))]
    }

    /// No device is registered yet, so no code can be right.
    static func refuseUnknownDevice(_ input: Structure) throws(ServiceError) {
        guard input.string("SerialNumber") != nil || input.string("TokenCode") != nil else { return }
        throw .accessDenied(
            "MultiFactorAuthentication failed with invalid MFA one time pass code.")
    }
}

extension Value {
    /// Temporary credentials as answers show them.
    static func credentials(_ credentials: SessionTokens.Credentials) -> Self {
        [
            "AccessKeyId": .string(credentials.accessKeyID.text),
            "SecretAccessKey": .string(credentials.secretAccessKey),
            "SessionToken": .string(credentials.sessionToken),
            "Expiration": .timestamp(credentials.expiration),
        ]
    }
}
