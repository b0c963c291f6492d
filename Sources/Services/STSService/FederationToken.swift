internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel
internal import Tokens

extension STSService {
    /// The default life of a federated session, in seconds, and the longest of root's.
    ///
    /// - Source: STS API Reference, GetFederationToken, `DurationSeconds`.
    private static let federatedSeconds = 43_200
    private static let federatedRootSeconds = 3600

    /// A session with what both the caller and the session policies allow: without session
    /// policies, nothing.
    ///
    /// - Source: STS API Reference, GetFederationToken; IAM User Guide, "Pass session tags in AWS
    ///   STS": passing tags needs `sts:TagSession`, and they cannot be transitive.
    static func getFederationToken(_ call: inout Call<NoDirectory>) throws -> Structure {
        let name = try call.input.requiredString("Name")
        let asked = call.input.integer("DurationSeconds")
        let userID: String?
        let seconds: Int
        switch call.caller.kind {
        case .user(let user):
            userID = user.id
            seconds = asked ?? federatedSeconds
        case .root:
            userID = nil
            seconds = min(asked ?? federatedRootSeconds, federatedRootSeconds)
        case .role, .federatedUser, .proven, .anonymous:
            throw ServiceError.accessDenied(
                "Cannot call GetFederationToken with session credentials"
            )
        }
        let tags = try SessionTags(call.input, callerSession: nil)
        let arn = FederatedUser.arn(name, in: call.account)
        try authorizeFederation(&call, arn, tags)
        let issuedAt = call.environment.now.truncatedToSeconds
        var claims = SessionClaims(
            account: call.account,
            subject: .federatedUser(name: name, userID: userID),
            issuedAt: issuedAt,
            expiresAt: issuedAt.adding(seconds: Int64(seconds))
        )
        claims.tags = tags.all
        try SessionPolicyInput.read(call.input, into: &claims, call.node)
        return try issued(
            claims,
            call,
            [
                "FederatedUser": [
                    "FederatedUserId": .string(FederatedUser.id(name, in: call.account)),
                    "Arn": .string(arn),
                ]
            ]
        )
    }

    private static func authorizeFederation(
        _ call: inout Call<NoDirectory>,
        _ arn: String,
        _ tags: SessionTags
    ) throws {
        var actions = ["sts:GetFederationToken"]
        if !tags.all.isEmpty { actions.append("sts:TagSession") }
        for action in actions {
            try call.authorize(Demand(action, on: arn).requestTags(tags.tags))
        }
    }
}
