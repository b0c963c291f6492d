public import Base
import PolicyEngine
import Store

extension Directory {
    /// The credential of a long-term access key; nil when there is no such key.
    ///
    /// A look-up in memory unless the account has changed or the key has not been used of late.
    public func credential(_ id: AccessKeyID) throws -> Credential? {
        guard let words = IdentifierWords(id.text) else { return try loadCredential(id) }
        if let kept = resolver.credentials.value(words), kept.stamp.isCurrent { return kept }
        guard let loaded = try loadCredential(id) else { return nil }
        resolver.credentials.insert(words, loaded)
        return loaded
    }

    /// The user of an account with the unique id; nil when it is gone.
    public func userState(id: String, in account: AccountID) throws -> UserState? {
        guard let words = IdentifierWords(id) else { return nil }
        if let kept = resolver.users.value(words), kept.stamp.isCurrent {
            return kept.user.account == account ? kept : nil
        }
        let loaded = try loading(account) { reader, stamp in
            try reader.user(id: id).map { try userState($0, reader, stamp) }
        }
        if let loaded { resolver.users.insert(words, loaded) }
        return loaded
    }

    /// The role of an account with the unique id; nil when it is gone.
    public func roleState(id: String, in account: AccountID) throws -> RoleState? {
        guard let words = IdentifierWords(id) else { return nil }
        if let kept = resolver.roles.value(words), kept.stamp.isCurrent {
            return kept.role.account == account ? kept : nil
        }
        let loaded = try loading(account) { reader, stamp in
            try reader.role(id: id).map { try roleState($0, reader, stamp) }
        }
        if let loaded { resolver.roles.insert(words, loaded) }
        return loaded
    }

    /// The role with exactly this ARN, in any account; nil when there is none.
    ///
    /// Byte by byte, as in the store: texts of different characters can be equal as texts.
    public func roleState(arn text: String) throws -> RoleState? {
        if let kept = resolver.rolesByARN.value(text), kept.stamp.isCurrent,
            kept.role.arn.hasSameBytes(as: text)
        {
            return kept
        }
        guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("role/"),
            let account = arn.accountID
        else { return nil }
        let loaded = try loading(account) { reader, stamp in
            try reader.role(arn: arn).map { try roleState($0, reader, stamp) }
        }
        if let loaded {
            resolver.rolesByARN.insert(text, loaded)
            if let words = IdentifierWords(loaded.role.id) { resolver.roles.insert(words, loaded) }
        }
        return loaded
    }

    /// The OpenID Connect provider of an account with exactly this ARN; nil when there is none.
    public func openIDConnectProvider(
        arn: String,
        in account: AccountID
    ) throws -> OpenIDConnectProvider? {
        if let kept = resolver.providers.value(arn), kept.stamp.isCurrent,
            kept.provider.account == account, kept.provider.arn.hasSameBytes(as: arn)
        {
            return kept.provider
        }
        let loaded = try loading(account) { reader, stamp in
            try reader.openIDConnectProviderIfPresent(arn: arn)
                .map { ProviderState(provider: $0, stamp: stamp) }
        }
        if let loaded { resolver.providers.insert(arn, loaded) }
        return loaded?.provider
    }

    /// How often what someone of the account may do has changed; 0 when nothing was asked of it.
    public func revision(of account: AccountID) -> UInt64 {
        resolver.counter(of: account, isKnown: false)?.current ?? 0
    }

    /// A stamp of the account as it is now, for what others keep; nil when there is no account.
    public func stamp(of account: AccountID) throws -> RevisionStamp? {
        if let counter = resolver.counter(of: account, isKnown: false) {
            return RevisionStamp(counter)
        }
        guard try read(account, { try $0.accountRecord() }) != nil else { return nil }
        return resolver.counter(of: account, isKnown: true).map(RevisionStamp.init)
    }

    private func loadCredential(_ id: AccessKeyID) throws -> Credential? {
        // The account is not known before the key is read, and the stamp has to be the older one.
        guard let any = id.account ?? AccountID(number: 0),
            let owner = try read(any, { try $0.accessKey(id) })?.account
        else { return nil }
        return try loading(owner) { reader, stamp in
            guard let key = try reader.accessKey(id), key.account == owner else { return nil }
            var user: UserState?
            if case .user(let userID) = key.owner {
                guard let found = try reader.user(id: userID) else { return nil }
                user = try userState(found, reader, stamp)
            }
            return Credential(
                key: key,
                secret: try reader.secret(of: key),
                owner: user.map { .user($0) } ?? .root,
                lastUse: resolver.lastUse(of: key),
                activity: resolver.activity(
                    of: user?.user.id ?? PrincipalID.root,
                    in: owner
                ),
                stamp: stamp
            )
        }
    }

    /// Reads with a stamp that is older than what is read.
    private func loading<State>(
        _ account: AccountID,
        _ body: (DirectoryReader, RevisionStamp) throws -> State?
    ) throws -> State? {
        guard let stamp = try stamp(of: account) else { return nil }
        return try read(account) { try body($0, stamp) }
    }

    private func userState(
        _ user: User,
        _ reader: DirectoryReader,
        _ stamp: RevisionStamp
    ) throws(DirectoryError) -> UserState {
        UserState(
            user: user,
            authorization: try reader.authorization(of: user, policies: resolver.policies),
            stamp: stamp
        )
    }

    private func roleState(
        _ role: Role,
        _ reader: DirectoryReader,
        _ stamp: RevisionStamp
    ) throws(DirectoryError) -> RoleState {
        RoleState(
            role: role,
            authorization: try reader.authorization(of: role, policies: resolver.policies),
            stamp: stamp
        )
    }
}
