/// The statements of one layer, or one level of it, that match a scenario.
struct MatchedLayer {
    var grants: [Outcome.Determinant] = []
    var denials: [Outcome.Determinant] = []
    /// How directly the granting statements name the caller; nil when none grants.
    var reach: Reach?

    /// Whether any grants: "AWS checks all of those policies for at least one Allow".
    ///
    /// - Source: IAM User Guide, "Policy evaluation logic", identity-based policies.
    var isGranting: Bool { !grants.isEmpty }
}

/// How directly a resource's policy names the caller, weakest first.
enum Reach: Int, Comparable {
    /// By its account, which delegates to the account's own policies.
    case account
    /// By the role that its session was made from.
    case role
    /// By itself, or as anyone.
    case direct

    static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
}
