/// What a JSON text may cost before it is refused.
public struct JSONLimits: Sendable {
    /// How deeply arrays and objects may nest.
    ///
    /// 64: policies need 6, service messages fewer than 20.
    public var depth: Int
    /// The longest text, in bytes.
    ///
    /// 16 MiB: above the largest message that AWS's JSON protocols take.
    public var bytes: Int
    /// The most values, names of members included.
    public var values: Int

    /// Limits for texts of unknown origin.
    public init(depth: Int = 64, bytes: Int = 16 << 20, values: Int = 1 << 21) {
        self.depth = depth
        self.bytes = min(bytes, Int(UInt32.max))
        self.values = values
    }
}
