import Store

extension DirectoryTransaction {
    /// Gives a user its first password.
    @discardableResult
    public func createLoginProfile(
        forUser name: String,
        password: NewPassword,
        isResetRequired: Bool
    ) throws(DirectoryError) -> LoginProfile {
        let user = try user(named: name)
        guard try loginProfile(ofUserID: user.id) == nil else {
            throw .alreadyExists(.loginProfile, name)
        }
        try requireCurrent(password, nil, name)
        let profile = LoginProfile(
            userID: user.id,
            createDate: now,
            changeDate: now,
            isResetRequired: isResetRequired,
            hashes: [password.hash]
        )
        try put(key(Keyspace.loginProfiles).text(user.id), profile)
        return profile
    }

    /// Gives a user another password, or says whether it must set one; what is nil stays.
    public func updateLoginProfile(
        ofUser name: String,
        password: NewPassword? = nil,
        isResetRequired: Bool? = nil
    ) throws(DirectoryError) {
        var profile = try loginProfile(ofUser: name)
        if let password {
            try requireCurrent(password, profile, name)
            profile.hashes.insert(password.hash, at: 0)
            profile.hashes = Array(profile.hashes.prefix(Limits.rememberedPasswords))
            profile.changeDate = now
        }
        if let isResetRequired { profile.isResetRequired = isResetRequired }
        try put(key(Keyspace.loginProfiles).text(profile.userID), profile)
    }

    /// Takes a user's password away, and what was remembered of the ones before.
    public func deleteLoginProfile(ofUser name: String) throws(DirectoryError) {
        let profile = try loginProfile(ofUser: name)
        try delete(key(Keyspace.loginProfiles).text(profile.userID))
    }

    /// Throws when user or policy changed between checking the password and now.
    private func requireCurrent(
        _ password: NewPassword,
        _ profile: LoginProfile?,
        _ name: String
    ) throws(DirectoryError) {
        guard password.profile == profile, try password.policy == passwordPolicy() else {
            throw .credential(.loginProfileBusy(name))
        }
    }

    /// Throws when a user has a password, MFA device or other credential besides access keys.
    ///
    /// - Source: IAM API Reference, DeleteUser: the items that must be removed before.
    func requireNoCredentials(_ id: String) throws(DirectoryError) {
        if try loginProfile(ofUserID: id) != nil {
            throw .deleteConflict(.credential("login profile"))
        }
        if try hasEntries(prefix: key(Keyspace.ownedMFADevices).text(id)) {
            throw .deleteConflict(.credential("MFA device"))
        }
        for keyspace in [Keyspace.sshPublicKeys, Keyspace.serviceCredentials]
        where try hasEntries(prefix: key(keyspace).text(id)) {
            throw .deleteConflict(.referencedObjects)
        }
    }
}
