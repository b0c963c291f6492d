/// Under what a statement is filed: an action's name, or the beginning of many.
struct Filing {
    /// The bytes in the pool of the policy.
    var bytes: Slice
    /// Whether it is a whole name.
    var isExact: Bool
    var hash: UInt64
    /// The hash of the service's prefix and colon.
    var service: UInt64
    /// The bytes of the name that are told apart.
    var length: Int

    /// Leaves out what a shorter beginning finds too, so that no action finds a statement twice.
    static func prune(_ filings: inout [Filing], _ pool: [UInt8]) {
        guard filings.count > 1 else { return }
        filings.sort { left, right in
            let (first, second) = (pool[left.bytes.range], pool[right.bytes.range])
            return isEqual(first.span, second.span)
                ? !left.isExact && right.isExact : first.lexicographicallyPrecedes(second)
        }
        var kept = 0
        for filing in filings {
            if kept > 0, filings[kept - 1].finds(filing, pool) { continue }
            filings[kept] = filing
            kept += 1
        }
        filings.removeLast(filings.count - kept)
    }

    /// Whether each action that the other fits is found under this one.
    private func finds(_ other: Filing, _ pool: [UInt8]) -> Bool {
        guard other.bytes.count >= bytes.count else { return false }
        guard !isExact || other.isExact && other.bytes.count == bytes.count else { return false }
        let beginning = pool.span.extracting(other.bytes.range).extracting(first: Int(bytes.count))
        return isEqual(pool.span.extracting(bytes.range), beginning)
    }
}
