/// A decimal number, exact to 18 places, below about 1.7 × 10^20.
///
/// - Source: IAM User Guide, "Condition operators", Numeric: integer or decimal values.
struct DecimalNumber: Sendable, Equatable, Comparable {
    /// The number times 10^18.
    let scaled: Int128

    /// Reads a sign, digits, a fraction and an exponent; nil for all else or when out of range.
    init?(_ text: Span<UInt8>) {
        var index = 0
        var isNegative = false
        if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
            isNegative = text[index] == 0x2D
            index += 1
        }
        var value: Int128 = 0
        var scale = 18
        var digits = 0
        var hasPoint = false
        while index < text.count {
            let byte = text[index]
            if byte == 0x2E, !hasPoint {
                hasPoint = true
            } else if byte &- 0x30 < 10 {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                guard !overflow, product <= Int128.max - 9 else { return nil }
                value = product + Int128(byte - 0x30)
                digits += 1
                if hasPoint { scale -= 1 }
            } else {
                break
            }
            index += 1
        }
        guard digits > 0 else { return nil }
        if index < text.count {
            guard let exponent = Self.exponent(text, at: index) else { return nil }
            scale += exponent
        }
        guard let scaled = Self.shift(value, by: scale) else { return nil }
        self.scaled = isNegative ? -scaled : scaled
    }

    static func < (left: Self, right: Self) -> Bool { left.scaled < right.scaled }

    private static func exponent(_ text: Span<UInt8>, at start: Int) -> Int? {
        guard asciiLowercased(text[start]) == 0x65 else { return nil }
        var index = start + 1
        var isNegative = false
        if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
            isNegative = text[index] == 0x2D
            index += 1
        }
        guard index < text.count, text.count - index <= 3 else { return nil }
        var value = 0
        while index < text.count {
            let byte = text[index]
            guard byte &- 0x30 < 10 else { return nil }
            value = value * 10 + Int(byte - 0x30)
            index += 1
        }
        return isNegative ? -value : value
    }

    private static func shift(_ value: Int128, by places: Int) -> Int128? {
        guard value != 0 else { return 0 }
        var value = value
        var places = places
        while places > 0 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
            places -= 1
        }
        while places < 0 {
            guard value % 10 == 0 else { return nil }
            value /= 10
            places += 1
        }
        return value
    }
}
