/// Matching of compiled patterns.
///
/// Patterns are UTF-8 in which bytes that no UTF-8 text holds stand for what is special, so that
/// an asterisk in a variable's value is never taken for a wildcard.
package enum Glob {
    /// Any run of characters, none included.
    package static let star: UInt8 = 0xFF
    /// Any one character.
    package static let question: UInt8 = 0xFE
    /// A colon that separates the parts of an ARN.
    package static let boundary: UInt8 = 0xFD
    /// A variable: its number follows in three bytes of seven bits.
    package static let variable: UInt8 = 0xFC
    /// The bytes of a variable, with its number.
    static let variableLength = 4

    /// Whether a text fits a pattern of bytes, `star` and `question`.
    @inline(__always)
    package static func matches(_ pattern: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
        var steps = 0
        return matches(pattern, text, steps: &steps)
    }

    /// The same, counting comparisons.
    ///
    /// What stands before the first star and after the last is compared in place. Of the runs
    /// between, each is sought from where the one before ended, and never again: at most three
    /// steps for a byte of the text, and for each 64 bytes of a run with question marks.
    package static func matches(
        _ pattern: Span<UInt8>,
        _ text: Span<UInt8>,
        steps: inout Int
    ) -> Bool {
        var tailStart = pattern.count
        while tailStart > 0, pattern[tailStart - 1] != star { tailStart -= 1 }
        guard tailStart > 0 else {
            return run(pattern, 0, pattern.count, text, at: 0, &steps) == text.count
        }
        guard let tailText = endRun(pattern, tailStart, text, &steps) else { return false }
        var isASCII: Bool?
        var patternIndex = 0
        var textIndex = 0
        while patternIndex < tailStart {
            var runEnd = patternIndex
            while pattern[runEnd] != star { runEnd += 1 }
            var end = run(pattern, patternIndex, runEnd, text, at: textIndex, &steps)
            // The first run stands at the beginning; the others may begin anywhere.
            if end == nil, patternIndex > 0 {
                end = seek(
                    pattern.extracting(patternIndex..<runEnd),
                    text,
                    from: textIndex,
                    to: tailText,
                    &isASCII,
                    &steps
                )
            }
            guard let end, end <= tailText else { return false }
            textIndex = end
            patternIndex = runEnd + 1
        }
        return textIndex <= tailText
    }

    /// Where a run without stars ends in the text when it begins at `start`; nil when it does not
    /// stand there.
    @inline(__always)
    private static func run(
        _ pattern: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ text: Span<UInt8>,
        at start: Int,
        _ steps: inout Int
    ) -> Int? {
        var textIndex = start
        var index = from
        while index < to {
            steps += 1
            guard textIndex < text.count else { return nil }
            if pattern[index] == question {
                textIndex = next(textIndex, text)
            } else {
                guard pattern[index] == text[textIndex] else { return nil }
                textIndex += 1
            }
            index += 1
        }
        return textIndex
    }

    /// Where a run ends that begins after `from`; nil when it does not end before `to`.
    private static func seek(
        _ run: Span<UInt8>,
        _ text: Span<UInt8>,
        from: Int,
        to: Int,
        _ isASCII: inout Bool?,
        _ steps: inout Int
    ) -> Int? {
        // Each of its bytes takes one of the text at least.
        guard run.count <= to - from else { return nil }
        let isPlain = !hasQuestion(run)
        steps += run.count
        if ShortSearch.takes(run: run.count, text: to - from) {
            if isPlain || isOnlyASCII(text, &isASCII) {
                return ShortSearch.end(run, text, from, to, &steps)
            }
        } else if isPlain {
            return RunSearch(run).end(run, text, from, to, &steps)
        }
        return MaskSearch.end(run, text, from, to, &steps)
    }

    private static func hasQuestion(_ run: Span<UInt8>) -> Bool {
        for index in 0..<run.count where run[index] == question { return true }
        return false
    }

    /// Looked at once for each match, when first asked.
    private static func isOnlyASCII(_ text: Span<UInt8>, _ known: inout Bool?) -> Bool {
        if let known { return known }
        var all: UInt8 = 0
        for index in 0..<text.count { all |= text[index] }
        known = all < 0x80
        return all < 0x80
    }

    /// Where the run after the last star begins when it ends with the text; nil when it does not.
    @inline(__always)
    private static func endRun(
        _ pattern: Span<UInt8>,
        _ from: Int,
        _ text: Span<UInt8>,
        _ steps: inout Int
    ) -> Int? {
        var textIndex = text.count
        var index = pattern.count
        while index > from {
            index -= 1
            steps += 1
            guard textIndex > 0 else { return nil }
            textIndex -= 1
            if pattern[index] == question {
                while textIndex > 0, text[textIndex] & 0xC0 == 0x80 { textIndex -= 1 }
            } else if pattern[index] != text[textIndex] {
                return nil
            }
        }
        return textIndex
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

    /// The index after the character at `index`.
    @inline(__always)
    private static func next(_ index: Int, _ text: Span<UInt8>) -> Int {
        var end = index + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
