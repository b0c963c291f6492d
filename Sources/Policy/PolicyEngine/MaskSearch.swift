/// Seeks a long run that has question marks, 64 of its bytes at a time.
///
/// Bit `i` of the state says that the run's bytes up to `i` end at the current byte of the text, so
/// that one step moves all partial matches. A longer run is sought in blocks of 64 bytes: each
/// block takes its beginnings from the ends of the block before.
///
/// - Source: R. Baeza-Yates and G. H. Gonnet, "A new approach to text searching".
enum MaskSearch {
    private static let width = 64

    /// Where the first occurrence that begins at or after `from` ends; nil when none ends by `to`.
    ///
    /// Takes at most `256 + to - from` steps for each 64 bytes of the run, and the stack for texts of
    /// up to 8 KiB.
    @inline(never)
    static func end(
        _ run: Span<UInt8>,
        _ text: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ steps: inout Int
    ) -> Int? {
        guard run.count > width else {
            return lastBlock(run, text, from, to, &steps) { _ in 1 }
        }
        let words = (to - from) / 64 + 1
        return unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words) { buffer in
            // SAFETY: initialized whole, and outlives the span.
            unsafe buffer.initialize(repeating: .max)
            var ends = unsafe MutableSpan(_unsafeElements: buffer)
            var start = 0
            while run.count - start > width {
                let block = run.extracting(start..<start + width)
                mark(block, text, from, to, &ends, &steps)
                start += width
            }
            let rest = run.extracting(start..<run.count)
            let begins = ends.span
            return lastBlock(rest, text, from, to, &steps) { index in
                begins[(index - from) >> 6] >> UInt64((index - from) & 63) & 1
            }
        }
    }

    /// Replaces where a block may begin by where it ends.
    private static func mark(
        _ block: Span<UInt8>,
        _ text: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ ends: inout MutableSpan<UInt64>,
        _ steps: inout Int
    ) {
        let masks = Masks(block)
        let fitting = masks.fitting.span
        steps += 256
        var state: UInt64 = 0
        var carried: UInt64 = 0
        for word in 0..<ends.count {
            let begins = ends[word]
            // Where the block ends shows one place later, in the next word for the last place.
            var ended = carried
            carried = 0
            let first = from + word * 64
            for index in first..<max(first, min(first + 64, to)) {
                steps += 1
                let bit = UInt64(index - first)
                state = masks.advance(state, text[index], fitting, mayBegin: begins >> bit & 1)
                let isEnd: UInt64 = state & masks.last != 0 ? 1 : 0
                if bit == 63 { carried = isEnd } else { ended |= isEnd << (bit + 1) }
            }
            ends[word] = ended
        }
    }

    /// Where the block first ends at the end of a character.
    @inline(__always)
    private static func lastBlock(
        _ block: Span<UInt8>,
        _ text: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ steps: inout Int,
        mayBegin: (Int) -> UInt64
    ) -> Int? {
        let masks = Masks(block)
        let fitting = masks.fitting.span
        steps += 256
        var state: UInt64 = 0
        for index in from..<to {
            steps += 1
            state = masks.advance(state, text[index], fitting, mayBegin: mayBegin(index))
            if state & masks.last != 0, index + 1 == text.count || text[index + 1] & 0xC0 != 0x80 {
                return index + 1
            }
        }
        return nil
    }

    /// Which of a block's bytes each byte of a text fits.
    private struct Masks: ~Copyable {
        private(set) var fitting = [256 of UInt64](repeating: 0)
        private var questions: UInt64 = 0
        let last: UInt64

        init(_ block: Span<UInt8>) {
            last = 1 << UInt64(block.count - 1)
            for index in 0..<block.count {
                let bit: UInt64 = 1 << UInt64(index)
                if block[index] == Glob.question {
                    questions |= bit
                } else {
                    fitting[Int(block[index])] |= bit
                }
            }
        }

        /// A question mark takes the first byte of a character, and keeps the bytes that follow.
        @inline(__always)
        func advance(
            _ state: UInt64,
            _ byte: UInt8,
            _ fitting: Span<UInt64>,
            mayBegin: UInt64
        ) -> UInt64 {
            let moved = state << 1 | mayBegin
            let follows = byte & 0xC0 == 0x80
            return moved & fitting[Int(byte)] | (follows ? state : moved) & questions
        }
    }
}
