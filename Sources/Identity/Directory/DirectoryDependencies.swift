public import Base

/// What the directory needs from outside besides a store.
public struct DirectoryDependencies: Sendable {
    /// What time it is.
    public let clock: Clock
    /// Where ids and secrets come from.
    public let random: RandomSource
    /// What seals secrets.
    public let sealer: any Sealer
    /// The managed policies of AWS.
    public let managedPolicies: any ManagedPolicySource
    /// Counts wrong codes of MFA devices.
    let codeGuard = CodeGuard()

    /// Joins the parts.
    public init(
        clock: Clock = .system,
        random: RandomSource = .system,
        sealer: any Sealer,
        managedPolicies: any ManagedPolicySource = NoManagedPolicies()
    ) {
        self.clock = clock
        self.random = random
        self.sealer = sealer
        self.managedPolicies = managedPolicies
    }
}
