private import CCrypto

/// The memory of this process, as others see it.
public enum ProcessMemory {
    /// Keeps it from core dumps and from other processes of the same user, for what holds keys.
    ///
    /// Programs that this one starts are not concerned. The files of `/proc/self` can be opened no
    /// more, where this process is not root's.
    ///
    /// - Source: prctl(2), `PR_SET_DUMPABLE`.
    public static func keepPrivate() { crypto_keep_memory_private() }
}
