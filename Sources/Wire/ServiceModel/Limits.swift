/// The bounds of this module.
enum Limits {
    /// Scalars that a pattern of more than one class is matched against; longer texts do not match.
    ///
    /// The longest text that an AWS model bounds and gives such a pattern has 512 (paths); a
    /// match costs scalars times states, so the bound keeps it under a millisecond or two.
    static let patternedScalars = 4096

    /// Copies that a counted repetition may unfold into; the models have at most 128.
    static let repetitions = 256

    /// Groups within groups in a pattern; the models have at most two.
    static let patternDepth = 8
}
