/// A set of characters, as `[\w+=,.@-]` writes it; ASCII by table, the rest by range and category.
struct CharacterClass: Sendable, Hashable {
    /// Which of the characters 0 to 63 are in the set.
    private var low: UInt64 = 0
    /// Which of the characters 64 to 127 are in the set.
    private var high: UInt64 = 0
    /// Ranges beyond ASCII.
    private var ranges: [ClosedRange<UInt32>] = []
    private var hasLetters = false
    private var hasNumbers = false
    private var hasSeparators = false

    /// Whether the ASCII character is in the set.
    func contains(ascii byte: UInt8) -> Bool {
        (byte < 64 ? low : high) &>> UInt64(byte) & 1 == 1
    }

    /// Whether the scalar is in the set.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x80 { return contains(ascii: UInt8(value)) }
        for range in ranges where range.contains(value) { return true }
        guard hasLetters || hasNumbers || hasSeparators else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return hasLetters
        case .decimalNumber, .letterNumber, .otherNumber:
            return hasNumbers
        case .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return hasSeparators
        default:
            return false
        }
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        var value = range.lowerBound
        while value <= range.upperBound, value < 0x80 {
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
            value += 1
        }
        if value <= range.upperBound { ranges.append(value...range.upperBound) }
    }

    mutating func insert(_ value: UInt32) { insert(value...value) }

    /// Digits as `\d` means them in the models' dialect, ASCII only.
    ///
    /// - Source: Java SE API, `java.util.regex.Pattern`, "Predefined character classes".
    mutating func insertDigits() { insert(0x30...0x39) }

    /// Word characters as `\w` means them: `[a-zA-Z_0-9]`.
    ///
    /// - Source: as for `insertDigits`.
    mutating func insertWordCharacters() {
        insertDigits()
        insert(0x41...0x5A)
        insert(0x61...0x7A)
        insert(0x5F)
    }

    /// A Unicode category by its letter; false when it is not one of `L`, `N`, `Z`.
    mutating func insertCategory(_ letter: UInt8) -> Bool {
        switch letter {
        case 0x4C:
            hasLetters = true
            insert(0x41...0x5A)
            insert(0x61...0x7A)
        case 0x4E:
            hasNumbers = true
            insertDigits()
        case 0x5A:
            hasSeparators = true
            insert(0x20)
        default:
            return false
        }
        return true
    }
}
