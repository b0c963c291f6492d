public import Base
public import Store

/// The last use of each action by a user, a role or an account's root user.
public struct PrincipalAccess: Hashable, Sendable {
    /// By the action's name.
    private var uses: [String: ActionUse] = [:]

    /// Nothing was used.
    public init() {}

    /// Every use within the tracking period, in no order.
    public func uses(at now: Timestamp) -> [ActionUse] {
        let start = now.adding(seconds: -Limits.trackingPeriodSeconds)
        return uses.values.filter { $0.time > start }
    }

    /// The latest use of anything; nil when nothing was used within the tracking period.
    public func latest(at now: Timestamp) -> ActionUse? {
        uses(at: now).max { ($0.time, $0.action) < ($1.time, $1.action) }
    }

    /// Takes over what is later.
    mutating func merge(_ other: some Sequence<ActionUse>) {
        for use in other where uses[use.action].map({ $0.time < use.time }) ?? true {
            uses[use.action] = use
        }
    }

    /// Forgets what is older than the tracking period.
    mutating func prune(at now: Timestamp) {
        let start = now.adding(seconds: -Limits.trackingPeriodSeconds)
        uses = uses.filter { $0.value.time > start }
    }
}

extension PrincipalAccess: Record {
    /// Reads the uses.
    public init(_ record: RecordReader, account: AccountID) throws(StoreError) {
        for inner in try record.records(1) {
            let action = try inner.text(1)
            uses[action] = ActionUse(
                action: action,
                time: try inner.time(2),
                region: try inner.text(3)
            )
        }
    }

    /// Writes every use.
    public func write(to record: inout RecordWriter) {
        for use in uses.values.sorted(by: { $0.action < $1.action }) {
            record.put(
                1,
                record: { inner in
                    inner.put(1, use.action)
                    inner.put(2, use.time)
                    inner.put(3, use.region)
                }
            )
        }
    }
}
