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
    /// Takes at most `256 + to - from` steps for each 64 bytes of the run.
    @inline(never)
    static func end(
        _ run: Span<UInt8>,
        _ text: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ steps: inout Int
    ) -> Int? {
        guard run.count > width else {
            return lastBlock(run, text, from, to, &steps) { _ in true }
        }
        return unsafe withUnsafeTemporaryAllocation(of: Bool.self, capacity: to - from + 1) {
            buffer in
            // SAFETY: initialized whole, and outlives the span.
            unsafe buffer.initialize(repeating: true)
            var ends = unsafe MutableSpan(_unsafeElements: buffer)
            var start = 0
            while run.count - start > width {
                let block = run.extracting(start..<start + width)
                mark(block, text, from, to, &ends, &steps)
                start += width
            }
            let rest = run.extracting(start..<run.count)
            let begins = ends.span
            return lastBlock(rest, text, from, to, &steps) { begins[$0 - from] }
        }
    }

    /// Replaces where a block may begin by where it ends.
    private static func mark(
        _ block: Span<UInt8>,
        _ text: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ ends: inout MutableSpan<Bool>,
        _ steps: inout Int
    ) {
        let masks = Masks(block)
        steps += 256
        var state: UInt64 = 0
        var mayBegin = ends[0]
        ends[0] = false
        for index in from..<to {
            steps += 1
            state = masks.advance(state, text[index], mayBegin: mayBegin)
            mayBegin = ends[index + 1 - from]
            ends[index + 1 - from] = state & masks.last != 0
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
        mayBegin: (Int) -> Bool
    ) -> Int? {
        let masks = Masks(block)
        steps += 256
        var state: UInt64 = 0
        for index in from..<to {
            steps += 1
            state = masks.advance(state, text[index], mayBegin: mayBegin(index))
            if state & masks.last != 0, index + 1 == text.count || text[index + 1] & 0xC0 != 0x80 {
                return index + 1
            }
        }
        return nil
    }

    /// Which of a block's bytes each byte of a text fits.
    private struct Masks {
        private var fitting = [256 of UInt64](repeating: 0)
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
        func advance(_ state: UInt64, _ byte: UInt8, mayBegin: Bool) -> UInt64 {
            let moved = state << 1 | (mayBegin ? 1 : 0)
            let follows = byte & 0xC0 == 0x80
            return moved & fitting[Int(byte)] | (follows ? state : moved) & questions
        }
    }
}
