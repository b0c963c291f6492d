/// "An integer or decimal value", compared by value and without rounding.
///
/// Takes an optional sign, digits with or without a point among them, and an exponent of up to three digits.
///
/// - Source: IAM User Guide, "Condition operators", Numeric.
struct Decimal: Comparable {
    let isNegative: Bool
    /// The digits before the point, without leading zeros.
    let whole: [UInt8]
    /// The digits after the point, without trailing zeros.
    let fraction: [UInt8]

    init?(_ text: String) {
        var rest = text.utf8[...]
        let isMinus = rest.first == UInt8(ascii: "-")
        if isMinus || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        var digits = Self.digits(&rest)
        var point = digits.count
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            digits += Self.digits(&rest)
        }
        guard !digits.isEmpty else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            guard let exponent = Int(String(rest.dropFirst()) ?? ""), abs(exponent) < 1000 else {
                return nil
            }
            point += exponent
            rest = rest.suffix(0)
        }
        guard rest.isEmpty else { return nil }
        let zeros = [UInt8](repeating: 0x30, count: max(0, -point))
        let padding = [UInt8](repeating: 0x30, count: max(0, point - digits.count))
        digits = zeros + digits + padding
        let cut = max(0, point)
        whole = Array(digits[..<cut].drop { $0 == 0x30 })
        fraction = Array(digits[cut...].reversed().drop { $0 == 0x30 }.reversed())
        isNegative = isMinus && !(whole.isEmpty && fraction.isEmpty)
    }

    static func < (left: Decimal, right: Decimal) -> Bool {
        guard left.isNegative == right.isNegative else { return left.isNegative }
        let (small, large) = left.isNegative ? (right, left) : (left, right)
        guard small.whole.count == large.whole.count else {
            return small.whole.count < large.whole.count
        }
        return (small.whole + small.fraction).lexicographicallyPrecedes(
            large.whole + large.fraction
        )
    }

    /// A thousand times the number, cut to an integer; nil when that does not fit.
    var thousandfold: Int64? {
        let digits = whole + (fraction + [0x30, 0x30, 0x30]).prefix(3)
        return Int64((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self))
    }

    private static func digits(_ rest: inout Substring.UTF8View) -> [UInt8] {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return Array(digits)
    }
}
