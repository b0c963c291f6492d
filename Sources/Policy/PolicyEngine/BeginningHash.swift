/// Hashes of the beginnings of a text, eight bytes at a step.
///
/// The hashes for growing lengths are had in one pass.
struct BeginningHash {
    /// The longest beginning that is told apart: the bits of a set of lengths.
    ///
    /// 127: the fixed parts of an ARN take about 45 bytes.
    static let longest = 127

    private var state: UInt64 = 0x2545_F491_4F6C_DD1D
    private var block = 0

    /// The hash of the first `length` bytes; lengths must not shrink from call to call.
    @inline(__always)
    mutating func hash(_ text: Span<UInt8>, length: Int) -> UInt64 {
        while (block + 1) * 8 <= length {
            state = Self.mix(state ^ Self.word(text, block * 8, 8))
            block += 1
        }
        let rest = Self.word(text, block * 8, length - block * 8)
        return Self.mix(state ^ rest &+ UInt64(truncatingIfNeeded: length))
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value &* 0x9FB2_1C65_1E98_DF25
        return product ^ product >> 35
    }

    @inline(__always)
    private static func word(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        var index = 0
        while index < count {
            word |= UInt64(text[start + index]) << UInt64(truncatingIfNeeded: 8 * index)
            index += 1
        }
        return word
    }
}
