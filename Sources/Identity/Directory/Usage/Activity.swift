public import Base
private import Synchronization

/// What a principal asks for: known at once, and kept a little later.
///
/// - Source: IAM User Guide, "Refine permissions using last accessed information": every attempt
///   counts, also one that is denied.
public final class Activity: Sendable {
    private struct State {
        var uses: [String: ActionUse] = [:]
        /// What was recorded last, since most callers do the same again and again.
        var last: ActionUse?
        var isQueued = false
    }

    let account: AccountID
    let principalID: String
    private let log: UsageLog
    private let state = Mutex(State())

    init(account: AccountID, principalID: String, log: UsageLog) {
        self.account = account
        self.principalID = principalID
        self.log = log
    }

    /// The last use of each action since the process began.
    var uses: [ActionUse] { state.withLock { Array($0.uses.values) } }

    /// Records that an action was asked for; what repeats one within a minute is left out.
    ///
    /// Names of actions come from the services, so there are only so many.
    public func record(_ action: String, region: String, at time: Timestamp) {
        let isNew = state.withLock { state in
            if let last = state.last, last.action == action, Self.isNear(last.time, time) {
                return false
            }
            if let known = state.uses[action], Self.isNear(known.time, time) {
                state.last = known
                return false
            }
            let use = ActionUse(action: action, time: time, region: region)
            state.uses[action] = use
            state.last = use
            defer { state.isQueued = true }
            return !state.isQueued
        }
        if isNew { log.add(self) }
    }

    /// The uses to keep; the next one is queued again.
    func take() -> [ActionUse] {
        state.withLock { state in
            state.isQueued = false
            return Array(state.uses.values)
        }
    }

    private static func isNear(_ recorded: Timestamp, _ time: Timestamp) -> Bool {
        time.milliseconds - recorded.milliseconds < Limits.useGranularity
    }
}
