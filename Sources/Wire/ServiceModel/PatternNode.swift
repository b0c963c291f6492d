/// A pattern's syntax tree.
indirect enum PatternNode: Sendable {
    /// One character of a set.
    case set(CharacterClass)
    /// One after the other.
    case sequence([PatternNode])
    /// Any one of these.
    case choice([PatternNode])
    /// So many times; no upper bound when nil.
    case repetition(PatternNode, minimum: Int, maximum: Int?)
    /// Nothing, where no character of the set follows.
    case notFollowedBy(CharacterClass)
}
