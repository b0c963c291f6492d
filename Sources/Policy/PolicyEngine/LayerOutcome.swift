/// What the statements of a layer say together.
struct LayerOutcome {
    /// The first statement that refuses; -1 for none.
    var deny: Int32 = -1
    /// The statement that grants with the widest reach; -1 for none.
    var allow: Int32 = -1
    /// That reach.
    var reach = Reach.none

    /// A layer that is not there and grants nothing.
    static var silent: LayerOutcome { LayerOutcome() }

    /// A layer that is not there and limits nothing.
    static var open: LayerOutcome { LayerOutcome(reach: .direct) }
}

extension PolicyLayer {
    /// Evaluates the statements that can match.
    func evaluate(_ request: AuthorizationRequest) -> LayerOutcome {
        var outcome = LayerOutcome()
        index.evaluate(self, request, &outcome)
        return outcome
    }

    /// Adds what one statement says; one that cannot change the outcome is not looked at.
    @inline(__always)
    func consider(
        _ number: Int,
        _ request: AuthorizationRequest,
        _ outcome: inout LayerOutcome
    ) {
        let place = places[number]
        if place.isAllow ? outcome.reach == .direct : outcome.deny >= 0 { return }
        let reach = policies[Int(place.policy)].rules.reach(
            Int(place.statement),
            kind,
            request
        )
        guard reach != .none else { return }
        if !place.isAllow {
            outcome.deny = Int32(truncatingIfNeeded: number)
        } else if reach > outcome.reach {
            outcome.reach = reach
            outcome.allow = Int32(truncatingIfNeeded: number)
        }
    }
}
