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
        let subject: SessionClaims.Subject
        let seconds: Int
        switch call.caller.kind {
        case .user(let user):
            subject = .user(id: user.id, name: user.name)
            seconds = asked ?? userSeconds
        case .root:
            subject = .root
            seconds = min(asked ?? rootSeconds, rootSeconds)
        case .role, .federatedUser, .anonymous:
            throw ServiceError.accessDenied("Cannot call GetSessionToken with session credentials")
        }
        let claims = SessionClaims(
            account: call.account,
            subject: subject,
            issuedAt: issuedAt,
            expiresAt: issuedAt.adding(seconds: Int64(seconds)),
            issuer: .init(account: call.account, arn: call.caller.arn, isRoleSession: false)
        )
        return try issued(claims, call)
    }

    /// No device is registered yet, so no code can be right.
    static func refuseUnknownDevice(_ input: Structure) throws(ServiceError) {
        guard input.string("SerialNumber") != nil || input.string("TokenCode") != nil else {
            return
        }
        throw .accessDenied(
            "MultiFactorAuthentication failed with invalid MFA one time pass code."
        )
    }
}

extension Value {
    /// Temporary credentials as answers show them.
    static func credentials(_ credentials: SessionCredentials) -> Self {
        [
            "AccessKeyId": .string(credentials.accessKeyID.text),
            "SecretAccessKey": .string(credentials.secretAccessKeyText),
            "SessionToken": .string(credentials.sessionToken),
            "Expiration": .timestamp(credentials.expiresAt),
        ]
    }
}
