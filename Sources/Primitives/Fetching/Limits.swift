/// The limits of a fetch, each with its reason.
enum Limits {
    /// How long a connection may take, in milliseconds: several round trips around the world.
    static let connectMilliseconds = 3_000

    /// How long a whole fetch may take, in milliseconds; half of what clients of STS wait at least.
    static let milliseconds = 5_000

    /// The longest body in bytes.
    ///
    /// 256 KiB: a hundred keys of 1 KiB, with certificates beside each.
    static let bytes = 256 << 10
}
