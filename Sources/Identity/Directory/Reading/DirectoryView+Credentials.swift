public import Base
import Store

extension DirectoryView {
    /// The account's alias; nil when it has none.
    public func accountAlias() throws(DirectoryError) -> String? {
        try value(key(Keyspace.ownedAliases)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The account with the alias, of this server; nil when there is none.
    public func account(alias: String) throws(DirectoryError) -> AccountID? {
        guard let digits = try value(Key(Keyspace.accountAliases).text(alias)) else { return nil }
        return AccountID(String(decoding: digits, as: UTF8.self))
    }

    /// The account's password policy; nil while AWS's default holds.
    public func passwordPolicy() throws(DirectoryError) -> PasswordPolicy? {
        try record(key(Keyspace.passwordPolicies), as: PasswordPolicy.self)
    }

    /// The password of a user, by unique id; nil when it has none.
    public func loginProfile(ofUserID id: String) throws(DirectoryError) -> LoginProfile? {
        try record(key(Keyspace.loginProfiles).text(id), as: LoginProfile.self)
    }

    /// The password of the user with exactly this name.
    public func loginProfile(ofUser name: String) throws(DirectoryError) -> LoginProfile {
        guard let profile = try loginProfile(ofUserID: try user(named: name).id) else {
            throw .noSuch(.loginProfile, name)
        }
        return profile
    }

    /// The keys for SSH of a user, in order of ids.
    public func sshPublicKeys(ofUser name: String) throws(DirectoryError) -> [SSHPublicKey] {
        try all(
            key(Keyspace.sshPublicKeys).text(try user(named: name).id),
            as: SSHPublicKey.self
        )
    }

    /// The key for SSH of a user with the id.
    public func sshPublicKey(
        _ id: String,
        ofUser name: String
    ) throws(DirectoryError) -> SSHPublicKey {
        let key = key(Keyspace.sshPublicKeys).text(try user(named: name).id).text(id)
        guard let found = try record(key, as: SSHPublicKey.self) else {
            throw .noSuch(.sshPublicKey, id)
        }
        return found
    }
}
