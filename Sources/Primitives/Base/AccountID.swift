/// The twelve digits that name an AWS account.
public struct AccountID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number that the digits spell, below 10^12.
    public let number: UInt64

    /// Takes a number below 10^12, else nil.
    public init?(number: UInt64) {
        guard number < 1_000_000_000_000 else { return nil }
        self.number = number
    }

    /// Takes exactly twelve decimal digits, else nil.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 12 else { return nil }
        var number: UInt64 = 0
        for byte in text.utf8 {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            number = number * 10 + UInt64(byte - 0x30)
        }
        self.number = number
    }

    /// The twelve digits, leading zeros kept.
    public var description: String {
        var digits = InlineArray<12, UInt8>(repeating: 0x30)
        var rest = number
        for place in (0..<12).reversed() {
            digits[place] += UInt8(rest % 10)
            rest /= 10
        }
        return String(copying: digits.span)
    }

    /// Orders by number.
    public static func < (left: AccountID, right: AccountID) -> Bool {
        left.number < right.number
    }
}
