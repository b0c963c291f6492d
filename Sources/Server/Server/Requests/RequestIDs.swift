internal import Base
private import Synchronization

/// Ids of requests in the form of UUIDs: a random part that is the process's own, and a count.
final class RequestIDs: Sendable {
    private let prefix: [UInt8]
    private let count: Atomic<UInt64>

    init(_ random: RandomSource) {
        let bytes = random.bytes(16)
        prefix = Array(bytes[..<8])
        count = Atomic(bytes[8...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
    func next() -> String {
        let number = count.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        var out: [UInt8] = []
        out.reserveCapacity(36)
        for index in 0..<16 {
            let byte =
                index < 8
                ? prefix[index] : UInt8(truncatingIfNeeded: number >> UInt64(120 - 8 * index))
            if index == 4 || index == 6 || index == 8 || index == 10 { out.append(0x2D) }
            for nibble in [byte >> 4, byte & 15] {
                out.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
