import Store

/// The quotas of an account: AWS's defaults, and what has been set otherwise.
public struct Quotas: Hashable, Sendable {
    private var changed: [Quota: Int] = [:]

    /// AWS's defaults.
    public init() {}

    /// How many the account may have.
    public subscript(_ quota: Quota) -> Int {
        get { changed[quota] ?? quota.standard }
        set { changed[quota] = newValue == quota.standard ? nil : newValue }
    }

    init(_ records: [RecordReader]) throws(StoreError) {
        for record in records {
            // A quota that this program does not know is of a later one; it limits nothing here.
            guard let quota = Quota(rawValue: try record.text(1)) else { continue }
            changed[quota] = Int(try record.number(2))
        }
    }

    func write(to record: inout RecordWriter, field: UInt8) {
        for (quota, limit) in changed.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            record.put(
                field,
                record: { inner in
                    inner.put(1, quota.rawValue)
                    inner.put(2, Int64(limit))
                }
            )
        }
    }
}
