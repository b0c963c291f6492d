internal import Base
internal import ServiceKit
internal import ServiceModel
internal import Tokens

extension STSService {
    /// Issues a session and answers its keys, with what else the operation answers.
    ///
    /// - Throws: `PackedPolicyTooLarge` 400 when session policies and tags pass their limit.
    /// - Source: STS API Reference, AssumeRole, "PackedPolicySize"; botocore, `sts` model,
    ///   `MinimumSessionTokenSize`, `SessionTokenSize` and `SessionTokenUtilization`.
    static func issued<View>(
        _ claims: SessionClaims,
        _ call: Call<View>,
        _ more: Structure = Structure()
    ) throws(ServiceError) -> Structure {
        let credentials: SessionCredentials
        do throws(PackedSizeExceeded) {
            credentials = try call.node.tokens.issue(
                claims,
                now: call.environment.now,
                leastSize: call.input.integer("MinimumSessionTokenSize") ?? 0
            )
        } catch { throw packedTooLarge(claims, error.percent) }
        let answer: Structure = [
            "Credentials": .credentials(credentials),
            "PackedPolicySize": .optional(credentials.packedSizePercent),
            "SessionTokenSize": .integer(credentials.tokenSize),
            "SessionTokenUtilization": .integer(credentials.tokenUtilizationPercent),
        ]
        return Structure(uniqueMembers: more.members + answer.members)
    }

    private static func packedTooLarge(_ claims: SessionClaims, _ percent: Int) -> ServiceError {
        claims.hasSessionPolicies
            ? .packedPolicyTooLarge(
                "Packed policy consumes \(percent)% of allotted space, please use smaller policy."
            )
            : .packedPolicyTooLarge(
                "Packed size of session tags consumes \(percent)% of allotted space."
            )
    }
}
