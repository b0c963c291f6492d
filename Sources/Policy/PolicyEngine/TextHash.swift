/// A running 64-bit hash of a text without regard to ASCII case (FNV-1a).
///
/// Equal hashes only select candidates; the bytes are always compared as well.
struct TextHash: Sendable {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        value = (value ^ UInt64(asciiLowercased(byte))) &* 0x100_0000_01B3
    }

    init() {}

    init(_ text: some Sequence<UInt8>) {
        for byte in text { append(byte) }
    }
}

@inline(__always)
func asciiLowercased(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
}

/// Whether two texts have the same bytes.
@inline(__always)
func isEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    var index = 0
    while index < left.count {
        if left[index] != right[index] { return false }
        index += 1
    }
    return true
}

/// Whether two texts have the same bytes, ASCII case aside.
@inline(__always)
func isEqualIgnoringCase(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    var index = 0
    while index < left.count {
        if asciiLowercased(left[index]) != asciiLowercased(right[index]) { return false }
        index += 1
    }
    return true
}
