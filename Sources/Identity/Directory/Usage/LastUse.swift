public import Base
private import Synchronization

/// When and for what an access key was used last: known at once, and kept a little later.
public final class LastUse: Sendable {
    /// A use.
    public struct Use: Hashable, Sendable {
        /// When.
        public let time: Timestamp
        /// The signing name of the service, such as `s3`.
        public let service: String
        /// The region of the signature.
        public let region: String
    }

    private struct State {
        var use: Use?
        var isQueued = false
    }

    let account: AccountID
    let keyID: String
    private let log: UsageLog
    private let state = Mutex(State())

    init(account: AccountID, keyID: String, log: UsageLog) {
        self.account = account
        self.keyID = keyID
        self.log = log
    }

    /// The last use since the process began.
    public var latest: Use? { state.withLock { $0.use } }

    /// Records a use; those within a minute of the recorded one are left out.
    public func record(_ time: Timestamp, service: String, region: String) {
        let isNew = state.withLock { state in
            if let last = state.use,
                time.milliseconds - last.time.milliseconds < Limits.useGranularity
            {
                return false
            }
            state.use = Use(time: time, service: service, region: region)
            defer { state.isQueued = true }
            return !state.isQueued
        }
        if isNew { log.add(self) }
    }

    /// The use to keep; the next one is queued again.
    func take() -> Use? {
        state.withLock { state in
            state.isQueued = false
            return state.use
        }
    }
}
