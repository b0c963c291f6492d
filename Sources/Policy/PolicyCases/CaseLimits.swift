/// What a line may cost to read.
public enum CaseLimits {
    /// The longest line in bytes.
    ///
    /// 4 MiB: thirty of the longest policy documents.
    public static let lineBytes = 4 << 20
    /// How deeply a line may nest: a policy in a level of control policies needs eleven.
    public static let depth = 20
}
