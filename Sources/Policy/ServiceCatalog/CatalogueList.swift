/// A cursor over one sequence of numbers in the blob.
struct CatalogueList {
    private var offset: Int

    init(at offset: Int) { self.offset = CatalogueBlob.header.lists + offset }

    /// The next number.
    mutating func next() -> Int {
        defer { offset += 2 }
        return littleEndian(CatalogueBlob.bytes, at: offset, width: 2)
    }

    /// Passes over a counted list.
    mutating func skip() {
        let count = next()
        offset += 2 * count
    }

    /// Reads a counted list of condition keys.
    mutating func keys() -> [ConditionKey] {
        let count = next()
        var keys: [ConditionKey] = []
        keys.reserveCapacity(count)
        for _ in 0..<count { keys.append(CatalogueBlob.conditionKey(at: next())) }
        return keys
    }
}
