public import Base

/// A password that has been checked and derived, which takes too long for a transaction.
public struct NewPassword: Sendable {
    let hash: PasswordHash
    /// What it was checked against; it may be set while both are so.
    let profile: LoginProfile?
    let policy: PasswordPolicy?

    /// Checks a password against the account's policy and the passwords of before.
    ///
    /// Takes some 50 ms, and as long again for each password that may not be used again.
    ///
    /// - Throws: `PasswordPolicyViolation`.
    public init(
        _ password: String,
        following profile: LoginProfile?,
        policy: PasswordPolicy?,
        random: RandomSource
    ) throws(DirectoryError) {
        guard password.unicodeScalars.count <= Limits.password,
            policy?.admits(password) ?? PasswordPolicy.isAdmittedByDefault(password)
        else { throw .credential(.passwordPolicy) }
        for hash in (profile?.hashes ?? []).prefix(policy?.reusePrevention ?? 0)
        where hash.matches(password) {
            throw .credential(.passwordPolicy)
        }
        hash = try PasswordHash(password, random: random)
        self.profile = profile
        self.policy = policy
    }
}
