import Base
import Store

extension DirectoryTransaction {
    /// Gives the account an alias in place of the one that it had.
    ///
    /// - Source: IAM User Guide, "Your AWS account ID and its alias": a new alias overwrites the
    ///   previous one; aliases are unique among all accounts.
    public func setAccountAlias(_ alias: String) throws(DirectoryError) {
        try Forms.require(accountAlias: alias)
        let key = Key(Keyspace.accountAliases).text(alias)
        guard try !exists(key) else { throw .alreadyExists(.accountAlias, alias) }
        if let old = try accountAlias() { try delete(Key(Keyspace.accountAliases).text(old)) }
        try put(key, Array(account.description.utf8))
        try put(self.key(Keyspace.ownedAliases), Array(alias.utf8))
    }

    /// Takes the account's alias away; throws `noSuch` when it has another or none.
    public func deleteAccountAlias(_ alias: String) throws(DirectoryError) {
        guard try accountAlias() == alias else { throw .noSuch(.accountAlias, alias) }
        try delete(Key(Keyspace.accountAliases).text(alias))
        try delete(key(Keyspace.ownedAliases))
    }

    /// Sets the account's password policy, which holds for passwords that are set from now on.
    public func setPasswordPolicy(_ policy: PasswordPolicy) throws(DirectoryError) {
        guard Limits.minimumPasswordLength.contains(policy.minimumLength),
            Limits.passwordAgeDays.contains(policy.maximumAgeDays ?? 1),
            (1...Limits.rememberedPasswords).contains(policy.reusePrevention ?? 1)
        else { throw .invalidInput("A number of the password policy is out of range.") }
        try put(key(Keyspace.passwordPolicies), policy)
    }

    /// Takes the account's password policy away; throws `noSuch` when it has none.
    public func deletePasswordPolicy() throws(DirectoryError) {
        guard try passwordPolicy() != nil else {
            throw .noSuch(.passwordPolicy, account.description)
        }
        try delete(key(Keyspace.passwordPolicies))
    }
}
