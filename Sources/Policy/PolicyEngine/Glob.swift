/// Matching of compiled patterns.
///
/// Patterns are UTF-8 in which bytes that no UTF-8 text holds stand for what is special, so that
/// an asterisk in a variable's value is never taken for a wildcard.
enum Glob {
    /// Any run of characters, none included.
    static let star: UInt8 = 0xFF
    /// Any one character.
    static let question: UInt8 = 0xFE
    /// A colon that separates the parts of an ARN.
    static let boundary: UInt8 = 0xFD
    /// A variable: its number follows in two bytes of seven bits.
    static let variable: UInt8 = 0xFC

    /// Whether a text fits a pattern of bytes, `star` and `question`.
    ///
    /// On a mismatch only the run after the last star is tried again, one character further on, so
    /// the work is at most the text's length times the longest run without a star.
    static func matches(_ pattern: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
        var steps = 0
        return matches(pattern, text, steps: &steps)
    }

    /// The same, counting comparisons.
    @inline(__always)
    static func matches(
        _ pattern: Span<UInt8>,
        _ text: Span<UInt8>,
        steps: inout Int
    ) -> Bool {
        var patternIndex = 0
        var textIndex = 0
        var resumePattern = -1
        var resumeText = 0
        while textIndex < text.count {
            steps += 1
            if patternIndex < pattern.count {
                let wanted = pattern[patternIndex]
                if wanted == star {
                    patternIndex += 1
                    if patternIndex == pattern.count { return true }
                    resumePattern = patternIndex
                    resumeText = textIndex
                    continue
                }
                if wanted == question {
                    patternIndex += 1
                    textIndex = end(ofCharacterAt: textIndex, text)
                    continue
                }
                if wanted == text[textIndex] {
                    patternIndex += 1
                    textIndex += 1
                    continue
                }
            }
            guard resumePattern >= 0 else { return false }
            resumeText = end(ofCharacterAt: resumeText, text)
            textIndex = resumeText
            patternIndex = resumePattern
        }
        while patternIndex < pattern.count, pattern[patternIndex] == star { patternIndex += 1 }
        return patternIndex == pattern.count
    }

    /// Whether an ARN fits a pattern whose first five colons are `boundary`, part by part.
    ///
    /// - Source: IAM User Guide, "IAM JSON policy elements: Resource": a wildcard does not reach
    ///   across the parts of an ARN; "Condition operators", ARN: each of the six is checked by
    ///   itself.
    static func matchesParts(
        _ pattern: Span<UInt8>,
        _ text: Span<UInt8>,
        colons: [5 of Int32]
    ) -> Bool {
        var patternStart = 0
        var textStart = 0
        for part in 0..<6 {
            var patternEnd = patternStart
            while patternEnd < pattern.count, pattern[patternEnd] != boundary { patternEnd += 1 }
            let textEnd = part < 5 ? Int(colons[part]) : text.count
            guard
                matches(
                    pattern.extracting(patternStart..<patternEnd),
                    text.extracting(textStart..<textEnd)
                )
            else { return false }
            patternStart = min(patternEnd + 1, pattern.count)
            textStart = textEnd + 1
        }
        return true
    }

    @inline(__always)
    private static func end(ofCharacterAt index: Int, _ text: Span<UInt8>) -> Int {
        var end = index + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
