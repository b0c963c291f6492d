public import Base
internal import Directory
internal import PolicyEngine
internal import Tokens

extension Caller {
    /// The tags of the user or role, session tags in the place of those with the same key.
    public var principalTags: [Tag] {
        var tags: [Tag] =
            switch kind {
            case .user(let user): user.tags
            case .role(let role): role.tags
            case .federatedUser(let user): user?.tags ?? []
            case .root, .proven, .anonymous: []
            }
        if let session { Self.overlay(session, on: &tags) }
        return tags
    }

    /// The keys of the request that the caller brings with it.
    ///
    /// - Source: IAM User Guide, "AWS global condition context keys"; "IAM policy elements:
    ///   Variables and tags", "Where you can use policy variables" (`aws:userid` by principal).
    static func context(
        _ kind: Kind,
        _ account: AccountID,
        _ principal: Principal,
        _ userID: String,
        _ session: SessionClaims?
    ) -> RequestContext {
        var context = RequestContext(capacity: 24)
        context.set(.userID, userID)
        var tags: [Tag] = []
        switch kind {
        case .proven: return context
        case .anonymous:
            context.set(.principalType, "Anonymous")
            return context
        case .root:
            context.set(.principalType, "Account")
            context.set(.principalARN, principal.name)
        case .user(let user):
            context.set(.principalType, "User")
            context.set(.principalARN, user.arn)
            context.set(.username, user.name)
            tags = user.tags
        case .role(let role):
            context.set(.principalType, "AssumedRole")
            context.set(.principalARN, role.arn)
            tags = role.tags
        case .federatedUser(let user):
            context.set(.principalType, "FederatedUser")
            context.set(.principalARN, principal.name)
            tags = user?.tags ?? []
        }
        context.set(.principalAccount, account.description)
        if let session { add(session, to: &context, tags: &tags) }
        for tag in tags { context.set(.principalTag, tag.key, tag.value) }
        return context
    }

    /// - Source: IAM User Guide, "Available keys for AWS OIDC federation": `aud`, `sub` and `amr` are
    ///   there in the session, what else the token said is not.
    private static func add(
        _ provider: SessionClaims.Provider,
        of session: SessionClaims,
        to context: inout RequestContext
    ) {
        let name = provider.name
        context.set(name: "\(name):aud", provider.audience)
        context.set(name: "\(name):sub", provider.subject)
        let methods = session.authenticationMethods
        if !methods.isEmpty { context.set(name: "\(name):amr", list: methods) }
    }

    /// Session tags take the place of the entity's tags with the same key.
    ///
    /// - Source: IAM User Guide, "Pass session tags in AWS STS".
    private static func add(
        _ session: SessionClaims,
        to context: inout RequestContext,
        tags: inout [Tag]
    ) {
        context.set(.tokenIssueTime, session.issuedAt)
        context.set(.multiFactorAuthPresent, session.mfaAuthenticatedAt != nil)
        if let identity = session.sourceIdentity { context.set(.sourceIdentity, identity) }
        if let provider = session.provider {
            context.set(.federatedProvider, provider.id)
            if provider.kind == .webIdentity { add(provider, of: session, to: &context) }
        }
        add(SAMLSubject(session), to: &context)
        overlay(session, on: &tags)
    }

    private static func overlay(_ session: SessionClaims, on tags: inout [Tag]) {
        for tag in session.tags.map(\.tag) {
            tags.removeAll { $0.key.lowercased() == tag.key.lowercased() }
            tags.append(tag)
        }
    }

    /// - Source: IAM User Guide, "Available keys for SAML-based AWS STS federation", permissions
    ///   policies.
    private static func add(_ subject: SAMLSubject?, to context: inout RequestContext) {
        guard let subject else { return }
        for (name, value) in subject.keys { context.set(name: name, value) }
    }
}
