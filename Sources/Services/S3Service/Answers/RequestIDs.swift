import Base
import Synchronization

/// Makes ids for requests: unique within the process, from a counter that a cipher scatters.
final class RequestIDs: Sendable {
    private let counter = Atomic<UInt64>(0)
    private let seed: UInt64

    init(_ random: RandomSource) {
        seed = random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Sixteen characters, as `x-amz-request-id` has.
    func next() -> String {
        let (count, _) = counter.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed)
        return Self.text(Self.mix(count &+ seed))
    }

    /// The finalizer of SplitMix64, a bijection.
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private static func text(_ value: UInt64) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(16)
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: value >> shift) & 15
            digits.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
