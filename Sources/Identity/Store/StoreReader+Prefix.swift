extension StoreReader {
    /// Up to `limit` entries whose keys start with the prefix, after a given key if there is one.
    public func entries(
        prefix: Key,
        after last: Key? = nil,
        limit: Int = .max
    ) throws(StoreError) -> [Entry] {
        // The least key greater than `last` is `last` with a zero byte.
        let start = last.map { Key(bytes: $0.bytes + [0]) } ?? prefix
        return try entries(from: max(start, prefix), to: prefix.endOfPrefix, limit: limit)
    }

    /// How many keys start with the prefix, up to `limit`.
    public func count(prefix: Key, limit: Int) throws(StoreError) -> Int {
        try count(from: prefix, to: prefix.endOfPrefix, limit: limit)
    }

    /// Whether any key starts with the prefix.
    public func hasEntries(prefix: Key) throws(StoreError) -> Bool {
        try count(prefix: prefix, limit: 1) > 0
    }
}
