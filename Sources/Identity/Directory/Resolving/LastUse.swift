public import Base
private import Synchronization

/// When and for what a key or role was used last; forgotten when the process ends.
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

    private let use = Mutex<Use?>(nil)

    init() {}

    /// The last use that was recorded.
    public var latest: Use? { use.withLock { $0 } }

    /// Records a use; those within a minute of the recorded one are left out.
    public func record(_ time: Timestamp, service: String, region: String) {
        use.withLock { use in
            if let last = use, time.milliseconds - last.time.milliseconds < Limits.useGranularity {
                return
            }
            use = Use(time: time, service: service, region: region)
        }
    }
}
