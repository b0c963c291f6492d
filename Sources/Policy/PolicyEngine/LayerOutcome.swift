/// What the statements of a layer say together.
struct LayerOutcome {
    /// The first statement that refuses; -1 for none.
    var deny: Int32 = -1
    /// The statement that grants with the widest reach; -1 for none.
    var allow: Int32 = -1
    /// That reach.
    var reach = Reach.none

    static let silent = LayerOutcome()

    /// A layer that is not there and so refuses nothing.
    static let open: LayerOutcome = {
        var outcome = LayerOutcome()
        outcome.reach = .direct
        return outcome
    }()
}

extension PolicyLayer {
    /// Evaluates the statements that can match.
    @inline(__always)
    func evaluate(_ request: AuthorizationRequest) -> LayerOutcome {
        var outcome = LayerOutcome()
        index.forEachCandidate(request.action, request.resource) { number in
            let place = places[number]
            let policy = policies[Int(place.policy)]
            let statement = policy.rules.statements[Int(place.statement)]
            // What cannot change the outcome need not be looked at.
            if statement.isAllow ? outcome.reach == .direct : outcome.deny >= 0 { return }
            let reach = policy.rules.reach(statement, kind, request)
            guard reach != .none else { return }
            if !statement.isAllow {
                outcome.deny = Int32(truncatingIfNeeded: number)
            } else if reach > outcome.reach {
                outcome.reach = reach
                outcome.allow = Int32(truncatingIfNeeded: number)
            }
        }
        return outcome
    }
}
