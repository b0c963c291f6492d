/// Counts and lengths of EKS.
enum Limits {
    /// The longest client token, in characters: ours, as EC2 has it; the model tells none.
    static let clientToken = 64
}
