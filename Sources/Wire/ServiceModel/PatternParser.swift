/// Reads the regular expressions of AWS's models: the part of Java's dialect that they use.
///
/// `\u` takes exactly four digits, so that the models' `\u10000-\u10FFFF` means, as in Java,
/// `\u1000`, `0` to `\u10FF`, and `F`.
///
/// - Source: Java SE API, `java.util.regex.Pattern`.
struct PatternParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The tree of the whole expression; nil when any of it is not understood.
    mutating func parse() -> PatternNode? {
        _ = take(0x5E)
        guard let node = choice() else { return nil }
        return position == bytes.count ? node : nil
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func choice() -> PatternNode? {
        var branches: [PatternNode] = []
        repeat {
            guard let branch = sequence() else { return nil }
            branches.append(branch)
        } while take(0x7C)
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() -> PatternNode? {
        var parts: [PatternNode] = []
        while let byte = next, byte != 0x7C, byte != 0x29 {
            if byte == 0x24, position == bytes.count - 1 {
                position += 1
                break
            }
            guard let part = atom(), let repeated = quantified(part) else { return nil }
            parts.append(repeated)
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() -> PatternNode? {
        guard let byte = next else { return nil }
        position += 1
        switch byte {
        case 0x28: return group()
        case 0x5B: return set()
        case 0x5C:
            var set = CharacterClass()
            return escape(into: &set) ? .set(set) : nil
        case 0x2A, 0x2B, 0x3F, 0x7B, 0x7D, 0x5D, 0x5E, 0x24, 0x2E: return nil
        default: return literal(byte)
        }
    }

    private func literal(_ byte: UInt8) -> PatternNode? {
        guard byte < 0x80 else { return nil }
        var set = CharacterClass()
        set.insert(UInt32(byte))
        return .set(set)
    }

    private mutating func group() -> PatternNode? {
        if take(0x3F) {
            guard take(0x21), let byte = next else { return nil }
            position += 1
            guard case .set(let set)? = literal(byte), take(0x29) else { return nil }
            return .notFollowedBy(set)
        }
        guard depth < Limits.patternDepth else { return nil }
        depth += 1
        defer { depth -= 1 }
        guard let inner = choice(), take(0x29) else { return nil }
        return inner
    }

    private mutating func quantified(_ node: PatternNode) -> PatternNode? {
        if take(0x2A) { return .repetition(node, minimum: 0, maximum: nil) }
        if take(0x2B) { return .repetition(node, minimum: 1, maximum: nil) }
        if take(0x3F) { return .repetition(node, minimum: 0, maximum: 1) }
        guard take(0x7B) else { return node }
        guard let minimum = number() else { return nil }
        if take(0x7D) { return .repetition(node, minimum: minimum, maximum: minimum) }
        guard take(0x2C) else { return nil }
        if take(0x7D) { return .repetition(node, minimum: minimum, maximum: nil) }
        guard let maximum = number(), maximum >= minimum, take(0x7D) else { return nil }
        return .repetition(node, minimum: minimum, maximum: maximum)
    }

    private mutating func number() -> Int? {
        let start = position
        var value = 0
        while let byte = next, (0x30...0x39).contains(byte), value <= Limits.repetitions {
            value = value * 10 + Int(byte - 0x30)
            position += 1
        }
        return position > start && value <= Limits.repetitions ? value : nil
    }

    // MARK: Classes

    private mutating func set() -> PatternNode? {
        var set = CharacterClass()
        guard next != 0x5E else { return nil }
        while !take(0x5D) {
            let first: UInt32
            switch setMember(into: &set) {
            case .character(let value): first = value
            case .predefined: continue
            case nil: return nil
            }
            guard next == 0x2D, position + 1 < bytes.count, bytes[position + 1] != 0x5D else {
                set.insert(first)
                continue
            }
            position += 1
            guard case .character(let last)? = setMember(into: &set), last >= first else {
                return nil
            }
            set.insert(first...last)
        }
        return .set(set)
    }

    private enum SetMember {
        /// A character, perhaps the start of a range.
        case character(UInt32)
        /// `\w` and the like, already in the set.
        case predefined
    }

    private mutating func setMember(into set: inout CharacterClass) -> SetMember? {
        guard let byte = next, byte < 0x80 else { return nil }
        position += 1
        guard byte == 0x5C else { return .character(UInt32(byte)) }
        if next == 0x75 {
            position += 1
            guard let value = fourDigits() else { return nil }
            return .character(value)
        }
        guard let escaped = next else { return nil }
        if isPunctuation(escaped) {
            position += 1
            return .character(UInt32(escaped))
        }
        return escape(into: &set) ? .predefined : nil
    }

    /// What follows a backslash.
    private mutating func escape(into set: inout CharacterClass) -> Bool {
        guard let byte = next else { return false }
        position += 1
        switch byte {
        case 0x77: set.insertWordCharacters()
        case 0x64: set.insertDigits()
        case 0x75:
            guard let value = fourDigits() else { return false }
            set.insert(value)
        case 0x70:
            guard take(0x7B), let letter = next else { return false }
            position += 1
            return set.insertCategory(letter) && take(0x7D)
        default:
            guard isPunctuation(byte) else { return false }
            set.insert(UInt32(byte))
        }
        return true
    }

    private func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    private mutating func fourDigits() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        position += 4
        return UInt32(digits, radix: 16)
    }
}
