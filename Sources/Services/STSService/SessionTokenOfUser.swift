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

    /// `isProven` tells whether the caller has just shown a code of its MFA device.
    static func getSessionToken<View>(
        _ call: inout Call<View>,
        isProven: Bool
    ) throws -> Structure {
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
        case .role, .federatedUser, .proven, .anonymous:
            throw ServiceError.accessDenied("Cannot call GetSessionToken with session credentials")
        }
        var claims = SessionClaims(
            account: call.account,
            subject: subject,
            issuedAt: issuedAt,
            expiresAt: issuedAt.adding(seconds: Int64(seconds))
        )
        if isProven { claims.mfaAuthenticatedAt = issuedAt }
        return try issued(claims, call)
    }
}
