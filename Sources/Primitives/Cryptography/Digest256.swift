internal import CCrypto

/// The 32 bytes of a SHA-256 digest or code, held without an allocation.
public struct Digest256: Sendable {
    private var storage = InlineArray<32, UInt8>(repeating: 0)

    /// All zeros.
    public init() {}

    /// Takes exactly 32 bytes, else nil.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        for (index, byte) in bytes.enumerated() { storage[index] = byte }
    }

    /// Takes exactly 64 lower- or upper-case hexadecimal digits, else nil.
    public init?(hex: ArraySlice<UInt8>) {
        guard hex.count == 64 else { return nil }
        var index = 0
        var high: UInt8?
        for character in hex {
            guard let digit = Hex.digit(character) else { return nil }
            if let upper = high {
                storage[index] = upper << 4 | digit
                index += 1
                high = nil
            } else {
                high = digit
            }
        }
    }

    /// Takes exactly 64 lower-case hexadecimal digits, else nil.
    public init?(lowercaseHex: ArraySlice<UInt8>) {
        guard lowercaseHex.count == 64 else { return nil }
        var position = lowercaseHex.startIndex
        for index in 0..<32 {
            let high = lowercaseHex[position]
            let low = lowercaseHex[position + 1]
            guard high < 0x41 || high > 0x46, low < 0x41 || low > 0x46,
                let upper = Hex.digit(high), let lower = Hex.digit(low)
            else { return nil }
            storage[index] = upper << 4 | lower
            position += 2
        }
    }

    /// The bytes in place.
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { storage.span }
    }

    /// The bytes.
    public var bytes: [UInt8] {
        let span = storage.span
        return (0..<32).map { span[$0] }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Hex.text(bytes) }

    /// Adds the 64 lower-case hexadecimal digits.
    public func appendHex(to out: inout [UInt8]) {
        var digits = InlineArray<64, UInt8>(repeating: 0)
        for index in 0..<32 {
            digits[2 * index] = Hex.digit(of: storage[index] >> 4)
            digits[2 * index + 1] = Hex.digit(of: storage[index] & 15)
        }
        // SAFETY: the buffer is read during the call only.
        unsafe digits.span.withUnsafeBufferPointer { unsafe out.append(contentsOf: $0) }
    }

    /// Whether both are equal; the time does not depend on where they differ.
    public func isEqual(to other: Digest256) -> Bool {
        var difference: UInt8 = 0
        for index in 0..<32 { difference |= storage[index] ^ other.storage[index] }
        return difference == 0
    }

    mutating func withUnsafeMutablePointer<Result>(
        _ body: (UnsafeMutablePointer<UInt8>?) -> Result
    ) -> Result {
        // SAFETY: an inline array of 32 bytes is 32 bytes in place.
        unsafe Swift.withUnsafeMutableBytes(of: &storage) {
            unsafe body($0.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
    }
}
