internal import Base
private import Synchronization

/// Ids of requests in the form of UUIDs: a random part that is the process's own, and a count.
final class RequestIDs: Sendable {
    /// `xxxxxxxx-xxxx-xxxx`.
    private let head: [UInt8]
    private let count: Atomic<UInt64>

    init(_ random: RandomSource) {
        let bytes = random.bytes(16)
        head = bytes[..<8].enumerated().flatMap { index, byte in
            (index == 4 || index == 6 ? [0x2D] : [])
                + [Self.digit(byte >> 4), Self.digit(byte & 15)]
        }
        count = Atomic(bytes[8...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
    func next() -> String {
        let number = count.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        var out = head
        out.reserveCapacity(36)
        for index in 0..<8 {
            if index == 0 || index == 2 { out.append(0x2D) }
            let byte = UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * index))
            out.append(Self.digit(byte >> 4))
            out.append(Self.digit(byte & 15))
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? 0x30 + nibble : 0x57 + nibble
    }
}
