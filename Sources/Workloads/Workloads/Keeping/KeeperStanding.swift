/// What a keeper has, from the least to the most worth keeping.
enum KeeperStanding: Int, Comparable {
    /// Nothing.
    case idle
    /// A fetch under way.
    case fetching
    /// A value.
    case holding

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
