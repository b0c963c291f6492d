import Store

extension StoreReader {
    /// Visits every entry under a prefix in order, in steps of bounded size.
    func forEachEntry(prefix: Key, _ body: (Entry) throws -> Void) throws {
        var last: Key?
        while true {
            let batch = try entries(prefix: prefix, after: last, limit: Limits.scanEntries)
            for entry in batch { try body(entry) }
            guard batch.count == Limits.scanEntries else { return }
            last = batch.last?.key
        }
    }
}
