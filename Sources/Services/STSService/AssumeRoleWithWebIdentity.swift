internal import Base
internal import Directory
internal import PolicyEngine
internal import ServiceKit
internal import ServiceModel
internal import Tokens
internal import WebIdentity

extension STSService {
    /// A session for whoever shows a token of a provider that the role trusts.
    ///
    /// - Source: STS API Reference, AssumeRoleWithWebIdentity.
    static func assumeRoleWithWebIdentity(_ call: Call<NoDirectory>) throws -> Handler.Delay {
        let proof = try WebIdentityProof(call)
        let issuers = call.node.issuers
        return { resume in
            issuers.find(proof.token.keyID, of: proof.issuer, for: proof.account) { keys in
                resume { call in try assume(&call, proof, keys) }
            }
        }
    }

    private static func assume(
        _ call: inout Call<NoDirectory>,
        _ proof: WebIdentityProof,
        _ keys: IssuerKeys.Outcome
    ) throws -> Structure {
        try verify(proof, keys)
        try proof.checkAgain(call)
        let request = try WebIdentitySession(proof.token.claims.session)
        let role = try authorize(&call, proof, request)
        let seconds = try call.input.roleSessionSeconds(of: role)
        let issuedAt = call.environment.now.truncatedToSeconds
        let sessionName = try call.input.requiredString("RoleSessionName")
        var claims = SessionClaims(
            account: role.account,
            subject: .assumedRole(roleARN: role.arn, roleID: role.id, sessionName: sessionName),
            issuedAt: issuedAt,
            expiresAt: issuedAt.adding(seconds: Int64(seconds))
        )
        claims.provider = SessionClaims.Provider(
            kind: .webIdentity,
            id: proof.provider.arn,
            subject: proof.token.claims.subject,
            audience: proof.audience
        )
        claims.authenticationMethods = proof.token.claims.methods
        claims.sourceIdentity = request.sourceIdentity
        claims.tags = request.tags.all
        try SessionPolicyInput.read(call.input, into: &claims, call.node)
        return try issued(claims, call, answer(proof, role, sessionName, request))
    }

    private static func verify(
        _ proof: WebIdentityProof,
        _ keys: IssuerKeys.Outcome
    ) throws(ServiceError) {
        switch keys {
        case .success(let keys):
            guard keys.verifies(proof.token) else {
                throw WebIdentityRefusal.invalid("Token signature invalid")
            }
        case .failure(let problem): throw WebIdentityRefusal.noKey(problem)
        }
    }

    /// `Provider` is the ARN of the registered provider, as in answers of AWS that are quoted in
    /// public, where the model speaks of the claim `iss`.
    private static func answer(
        _ proof: WebIdentityProof,
        _ role: Role,
        _ sessionName: String,
        _ request: WebIdentitySession
    ) -> Structure {
        [
            "SubjectFromWebIdentityToken": .string(proof.token.claims.subject),
            "AssumedRoleUser": .assumedRoleUser(role, sessionName),
            "Provider": .string(proof.provider.arn),
            "Audience": .string(proof.audience),
            "SourceIdentity": .optional(request.sourceIdentity),
        ]
    }

    // MARK: Permission

    /// The trust policy alone decides; a role that is not there is refused in the same words.
    private static func authorize(
        _ call: inout Call<NoDirectory>,
        _ proof: WebIdentityProof,
        _ request: WebIdentitySession
    ) throws -> Role {
        guard let state = try call.node.directory.roleState(arn: proof.roleARN) else {
            throw ServiceError.accessDenied(WebIdentityRefusal.denied)
        }
        let role = state.role
        let caller = Caller.proven(
            .webIdentity(provider: proof.provider.arn),
            userID: "\(proof.provider.name):\(proof.token.claims.subject)"
        )
        let side = ResourceSide(
            account: role.account,
            policy: try state.trustPolicy(),
            mustAllow: true
        )
        let keys = contextKeys(call.input, proof, request)
        for action in request.actions {
            do throws(ServiceError) {
                try call.authorize(
                    Demand(action, on: role.arn, in: role.account, resourceSide: side, keys: keys)
                        .requestTags(request.tags.tags)
                        .resourceTags(role.tags, prefix: "iam"),
                    as: caller
                )
            } catch {
                // The message for DecodeAuthorizationMessage would be for nobody.
                throw ServiceError.accessDenied("Not authorized to perform \(action)")
            }
        }
        return role
    }

    /// - Source: IAM User Guide, "Available keys for AWS OIDC federation" and "Available keys for AWS
    ///   STS".
    private static func contextKeys(
        _ input: Structure,
        _ proof: WebIdentityProof,
        _ request: WebIdentitySession
    ) -> [Demand.ContextEntry] {
        let claims = proof.token.claims
        let name = proof.provider.name
        var keys: [Demand.ContextEntry] = [
            .value("sts:RoleSessionName", input.string("RoleSessionName") ?? ""),
            .value("\(name):aud", proof.audience),
            .value("\(name):sub", claims.subject),
            claims.audiences.count == 1
                ? .value("\(name):oaud", claims.audiences[0])
                : .list("\(name):oaud", claims.audiences),
        ]
        if !claims.methods.isEmpty { keys.append(.list("\(name):amr", claims.methods)) }
        for claim in ProviderClaims.names(provider: name) {
            if let value = claims.value(of: claim) {
                keys.append(.value("\(name):\(claim)", value))
            }
        }
        if let identity = request.sourceIdentity {
            keys.append(.value("sts:SourceIdentity", identity))
        }
        if !request.tags.transitiveKeys.isEmpty {
            keys.append(.list("sts:TransitiveTagKeys", request.tags.transitiveKeys))
        }
        return keys
    }
}
