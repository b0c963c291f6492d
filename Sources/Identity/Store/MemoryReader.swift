/// A view of the map as it was at one moment.
struct MemoryReader: StoreReader {
    let map: OrderedMap

    func value(_ key: Key) throws(StoreError) -> [UInt8]? { map.value(key) }

    func entries(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry] {
        map.entries(from: start, to: end, limit: limit)
    }

    func count(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> Int {
        map.entries(from: start, to: end, limit: limit).count
    }

    func entriesReversed(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry] {
        map.entriesReversed(from: start, to: end, limit: limit)
    }
}

/// Changes on a copy of the map, which takes its place when the body has not thrown.
final class MemoryTransaction: StoreTransaction {
    private(set) var map: OrderedMap
    private(set) var actions: [@Sendable () -> Void] = []

    init(map: OrderedMap) {
        self.map = map
    }

    func value(_ key: Key) throws(StoreError) -> [UInt8]? { map.value(key) }

    func entries(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry] {
        map.entries(from: start, to: end, limit: limit)
    }

    func count(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> Int {
        map.entries(from: start, to: end, limit: limit).count
    }

    func entriesReversed(from start: Key, to end: Key?, limit: Int) throws(StoreError) -> [Entry] {
        map.entriesReversed(from: start, to: end, limit: limit)
    }

    func put(_ key: Key, _ value: [UInt8]) throws(StoreError) {
        map.put(Entry(key: key, value: value))
    }

    func delete(_ key: Key) throws(StoreError) { map.delete(key) }

    func deleteAll(prefix: Key) throws(StoreError) {
        map.delete(from: prefix, to: prefix.endOfPrefix)
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }
}
