private import Synchronization

/// A bounded map that forgets what has not been asked for since the clock's hand last came by.
final class ClockCache<Key: CacheKey, Value: AnyObject & Sendable>: Sendable {
    private struct Slot {
        var key: Key
        var value: Value
        var isRecent: Bool
    }

    private struct Table {
        var places: [Key: Int] = [:]
        var slots: [Slot] = []
        var hand = 0
    }

    /// A part of the map under a lock of its own, so that threads seldom meet.
    private final class Shard: Sendable {
        let table = Mutex(Table())
    }

    private let shards: [Shard]
    private let shardCapacity: Int

    init(capacity: Int) {
        shards = (0..<Limits.cacheShards).map { _ in Shard() }
        shardCapacity = max(1, capacity / Limits.cacheShards)
    }

    /// What is kept under the key.
    func value(_ key: Key) -> Value? {
        shard(of: key).table.withLock { table in
            guard let place = table.places[key] else { return nil }
            if !table.slots[place].isRecent { table.slots[place].isRecent = true }
            return table.slots[place].value
        }
    }

    /// Keeps a value, in place of another one if the map is full.
    func insert(_ key: Key, _ value: Value) {
        shard(of: key).table.withLock { table in
            if let place = table.places[key] {
                table.slots[place].value = value
                return
            }
            guard table.slots.count >= shardCapacity else {
                table.places[key] = table.slots.count
                table.slots.append(Slot(key: key, value: value, isRecent: false))
                return
            }
            while table.slots[table.hand].isRecent {
                table.slots[table.hand].isRecent = false
                table.hand = (table.hand + 1) % table.slots.count
            }
            table.places[table.slots[table.hand].key] = nil
            table.places[key] = table.hand
            table.slots[table.hand] = Slot(key: key, value: value, isRecent: false)
            table.hand = (table.hand + 1) % table.slots.count
        }
    }

    private func shard(of key: Key) -> Shard {
        shards[Int(key.spread) % Limits.cacheShards]
    }
}

/// What a cache keeps values under.
protocol CacheKey: Hashable, Sendable {
    /// Differs between keys, so that they spread over the locks; much cheaper than a hash.
    var spread: UInt8 { get }
}

extension String: CacheKey {
    /// The sum of the last four bytes: names and ids differ at their ends.
    var spread: UInt8 {
        var sum: UInt8 = 0
        for byte in utf8.suffix(4) { sum = sum &* 5 &+ byte }
        return sum
    }
}
