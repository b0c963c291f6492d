internal import Base
internal import Directory
internal import PolicyEngine
internal import SAML
internal import ServiceKit
internal import ServiceModel
internal import Tokens

extension STSService {
    /// How the names of roles begin that only IAM Identity Center hands out.
    ///
    /// - Source: STS API Reference, AssumeRoleWithSAML.
    private static let reservedRoles = "AWSReservedSSO_"

    /// A request whose proof has been checked, and what it is to give.
    private struct Granted: Sendable {
        var proof: SAMLProof
        var claims: SAMLClaims
        var roleARN: String
        var account: AccountID
        var subject: SAMLSubject
    }

    /// The account of the provider, whose role is asked for.
    static func accountOfSAMLProvider(_ input: Structure) throws -> AccountID {
        let text = try input.requiredString("PrincipalArn")
        guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("saml-provider/"),
            let account = arn.accountID
        else { throw ServiceError.validation("\(text) is invalid") }
        return account
    }

    /// Checks the proof before anything is changed; the assertion is used up with the answer.
    ///
    /// - Source: STS API Reference, AssumeRoleWithSAML.
    static func assumeRoleWithSAML(_ call: inout Call<DirectoryReader>) throws -> Handler.Stage {
        let account = try accountOfSAMLProvider(call.input)
        let arn = try call.input.requiredString("RoleArn")
        guard ARN(arn)?.isRole == true else { throw ServiceError.validation("\(arn) is invalid") }
        let proof = try SAMLProof(call)
        let granted = Granted(
            proof: proof,
            claims: try SAMLClaims(proof.assertion),
            roleARN: arn,
            account: account,
            subject: proof.subject(in: account)
        )
        _ = try authorizedRole(&call, granted)
        return { { call in try issue(&call, granted) } }
    }

    private static func issue(
        _ call: inout Call<DirectoryTransaction>,
        _ granted: Granted
    ) throws -> Structure {
        let role = try authorizedRole(&call, granted)
        let claims = granted.claims
        let assertion = granted.proof.assertion
        let issuedAt = call.environment.now.truncatedToSeconds
        let seconds = try duration(call, role, granted)
        var session = SessionClaims(
            account: role.account,
            subject: .assumedRole(
                roleARN: role.arn,
                roleID: role.id,
                sessionName: claims.sessionName
            ),
            issuedAt: issuedAt,
            expiresAt: issuedAt.adding(seconds: Int64(seconds))
        )
        session.sourceIdentity = claims.sourceIdentity
        session.tags = claims.tags.all
        session.provider = SessionClaims.Provider(
            kind: .saml,
            id: granted.proof.providerARN,
            subject: granted.subject.name,
            audience: assertion.recipient
        )
        granted.subject.write(to: &session)
        try SessionPolicyInput.read(call.input, into: &session, call.node)
        let answer = try issued(session, call, answer(granted, role))
        try granted.proof.use(call.directory)
        return answer
    }

    /// - Source: STS API Reference, AssumeRoleWithSAML, "Response Elements".
    private static func answer(_ granted: Granted, _ role: Role) -> Structure {
        let name = granted.claims.sessionName
        return [
            "SourceIdentity": .optional(granted.claims.sourceIdentity),
            "AssumedRoleUser": .assumedRoleUser(role, name),
            "Subject": .string(granted.subject.name),
            "SubjectType": .string(granted.subject.type),
            "Issuer": .string(granted.proof.assertion.issuer),
            "Audience": .string(granted.proof.assertion.recipient),
            "NameQualifier": .string(granted.subject.qualifier),
        ]
    }

    /// The role, if the assertion lists it and its trust policy allows all that is asked for.
    ///
    /// The provider must be of the role's account. Why not is not told: whoever asks is nobody yet.
    private static func authorizedRole<View>(
        _ call: inout Call<View>,
        _ granted: Granted
    ) throws -> Role {
        let proof = granted.proof
        guard granted.claims.lists(role: granted.roleARN, provider: proof.providerARN),
            let state = try call.node.directory.roleState(arn: granted.roleARN),
            state.role.account == granted.account,
            !state.role.name.hasPrefix(reservedRoles)
        else { throw ServiceError.noRoleBySAML }
        let role = state.role
        let caller = Caller.proven(
            .saml(provider: proof.providerARN),
            userID: "\(granted.subject.qualifier):\(granted.subject.name)"
        )
        let side = ResourceSide(
            account: role.account,
            policy: try state.trustPolicy(),
            mustAllow: true
        )
        let keys = try conditionKeys(granted)
        for action in actions(granted.claims) {
            let demand = Demand(
                action,
                on: role.arn,
                in: role.account,
                resourceSide: side,
                keys: keys
            )
            .requestTags(granted.claims.tags.tags)
            .resourceTags(role.tags, prefix: "iam")
            do throws(ServiceError) {
                try call.authorize(demand, as: caller)
            } catch { throw ServiceError.noRoleBySAML }
        }
        return role
    }

    /// - Source: IAM User Guide, "Pass session tags in AWS STS"; "Monitor and control actions taken
    ///   with assumed roles".
    private static func actions(_ claims: SAMLClaims) -> [String] {
        var actions = ["sts:AssumeRoleWithSAML"]
        if !claims.tags.all.isEmpty { actions.append("sts:TagSession") }
        if claims.sourceIdentity != nil { actions.append("sts:SetSourceIdentity") }
        return actions
    }

    /// - Source: IAM User Guide, "Available keys for SAML-based AWS STS federation", trust policies:
    ///   `saml:aud` is the recipient, not the audience.
    private static func conditionKeys(_ granted: Granted) throws -> [Demand.ContextEntry] {
        let proof = granted.proof
        var keys: [Demand.ContextEntry] = [
            .value("saml:aud", proof.assertion.recipient),
            .value("saml:iss", proof.assertion.issuer),
            .value("saml:doc", "\(granted.account)/\(proof.providerName)"),
            .value("sts:RoleSessionName", granted.claims.sessionName),
        ]
        keys += granted.subject.keys.map { .value($0.name, $0.value) }
        keys += try SAMLConditionKeys.entries(proof.assertion)
        if let identity = granted.claims.sourceIdentity {
            keys.append(.value("sts:SourceIdentity", identity))
        }
        let transitive = granted.claims.tags.transitiveKeys
        if !transitive.isEmpty { keys.append(.list("sts:TransitiveTagKeys", transitive)) }
        return keys
    }

    /// The shortest of what the request, the assertion and the identity provider's session give.
    private static func duration<View>(
        _ call: Call<View>,
        _ role: Role,
        _ granted: Granted
    ) throws(ServiceError) -> Int {
        let asked = try call.input.roleSessionSeconds(of: role)
        let now = call.environment.now.seconds
        let left = granted.proof.assertion.sessionUntil.map { Int(clamping: $0.seconds - now) }
        return max(1, min(asked, granted.claims.sessionSeconds ?? asked, left ?? asked))
    }
}
