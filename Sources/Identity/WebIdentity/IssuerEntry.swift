internal import Base

/// What is known of one issuer's keys, and who waits for more.
struct IssuerEntry {
    /// Those that wait, each with the key that it needs.
    private(set) var waiting: [(keyID: String, tell: @Sendable (IssuerKeys.Outcome) -> Void)] = []
    /// When the issuer was asked last, in milliseconds.
    private(set) var askedAt = Int64.min / 2
    /// Whether it is being asked.
    private(set) var isUnderWay = false

    private var keys: KeySet?
    private var fetchedAt = Int64.min / 2
    private var problem: KeyProblem?

    /// What is told without asking the issuer; nil when it must be asked.
    func known(_ keyID: String, _ now: Int64) -> IssuerKeys.Outcome? {
        if let keys, now - fetchedAt < Limits.freshMilliseconds, keys.holds(keyID) {
            return .success(keys)
        }
        let pause =
            keys != nil && problem != nil
            ? Limits.longPauseMilliseconds : Limits.pauseMilliseconds
        guard !isUnderWay, now - askedAt < pause else { return nil }
        return settled(keyID, now)
    }

    /// What is told when the issuer cannot be asked now.
    func unasked(_ keyID: String, _ now: Int64) -> IssuerKeys.Outcome {
        if case .success(let keys) = settled(keyID, now) { return .success(keys) }
        return .failure(.unreachable)
    }

    /// What is told when the issuer has just been asked: old keys while it cannot be.
    private func settled(_ keyID: String, _ now: Int64) -> IssuerKeys.Outcome {
        if let keys, now - fetchedAt < Limits.staleMilliseconds, keys.holds(keyID) {
            return .success(keys)
        }
        return .failure(problem ?? .unknownKey)
    }

    /// Lets one more wait; false when there are too many.
    mutating func wait(
        for keyID: String,
        _ tell: @escaping @Sendable (IssuerKeys.Outcome) -> Void
    ) -> Bool {
        guard waiting.count < Limits.waitingForOne else { return false }
        waiting.append((keyID, tell))
        return true
    }

    mutating func begin() { isUnderWay = true }

    /// Takes what the issuer answered; gives what each of those that waited is told.
    mutating func end(
        _ outcome: IssuerKeys.Outcome,
        _ now: Int64
    ) -> [@Sendable () -> Void] {
        askedAt = now
        isUnderWay = false
        switch outcome {
        case .success(let keys):
            self.keys = keys
            fetchedAt = now
            problem = nil
        case .failure(let failure): problem = failure
        }
        defer { waiting = [] }
        return waiting.map { waiter in
            let outcome = settled(waiter.keyID, now)
            return { waiter.tell(outcome) }
        }
    }
}
