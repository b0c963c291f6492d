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
        let digits = lowercaseHex.span
        guard digits.count == 64 else { return nil }
        // Without a branch for each digit: half of them would be foretold wrong.
        var isWrong = false
        for index in 0..<32 {
            let (high, low) = (digits[2 * index], digits[2 * index + 1])
            isWrong = isWrong || !Hex.isLowercase(high) || !Hex.isLowercase(low)
            storage[index] = Hex.value(high) << 4 | Hex.value(low)
        }
        guard !isWrong else { return nil }
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
        var words = InlineArray<8, UInt64>(repeating: 0)
        for index in 0..<8 {
            var word: UInt32 = 0
            for byte in 4 * index..<4 * index + 4 { word = word << 8 | UInt32(storage[byte]) }
            words[index] = Hex.digits(of: word).bigEndian
        }
        // SAFETY: the buffer is read during the call only.
        unsafe words.span.withUnsafeBytes { unsafe out.append(contentsOf: $0) }
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
