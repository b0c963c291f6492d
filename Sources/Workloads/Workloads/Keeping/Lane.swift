package import Base

/// On whose behalf something is fetched: none of them gets more than its share of the threads.
package enum Lane: Sendable, Hashable {
    /// What the configuration names.
    case configured
    /// Who shows a token that nothing is known of yet.
    case peer(IPAddress)
}
