/// Seeks a short run in sixteen places of the text at once.
///
/// A question mark stands for one byte here: where a run has any, the text must be ASCII.
enum ShortSearch {
    /// Longer runs are sought otherwise.
    ///
    /// 32: from there on, a rolling hash is faster.
    static let longest = 32
    /// Places that are compared at once.
    private static let lanes = 16

    /// Whether a run of so many bytes can be sought in so many bytes of text.
    static func takes(run: Int, text: Int) -> Bool {
        run <= lanes || run <= longest && text - run >= lanes - 1
    }

    /// Where the first occurrence between `from` and `to` ends; nil when there is none.
    @inline(never)
    static func end(
        _ run: Span<UInt8>,
        _ text: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ steps: inout Int
    ) -> Int? {
        let last = to - run.count
        guard from <= last else { return nil }
        guard last - from >= lanes - 1 else { return endByWindow(run, text, from, to, &steps) }
        precondition(from >= 0 && to <= text.count)
        // SAFETY: all bytes of a span of bytes are initialized.
        let bytes = unsafe text.bytes
        var place = from
        while true {
            steps += run.count
            let unlike = unlike(run, bytes, at: place)
            if let lane = firstZero(unlike) { return place + lane + run.count }
            guard place < last - (lanes - 1) else { return nil }
            // The last step goes over places that were compared before.
            place = min(place + lanes, last - (lanes - 1))
        }
    }

    /// For each of sixteen places, zero when the run stands there.
    @inline(__always)
    private static func unlike(
        _ run: Span<UInt8>,
        _ bytes: RawSpan,
        at place: Int
    ) -> (low: UInt64, high: UInt64) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for index in 0..<run.count {
            let byte = run[index]
            if byte == Glob.question { continue }
            let wanted = UInt64(byte) &* 0x0101_0101_0101_0101
            low |= wanted ^ word(bytes, place &+ index)
            high |= wanted ^ word(bytes, place &+ index &+ 8)
        }
        return (low, high)
    }

    @inline(__always)
    private static func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
        // SAFETY: any bits are a number; the callers stay within the text.
        UInt64(
            littleEndian: unsafe bytes.unsafeLoadUnaligned(
                fromUncheckedByteOffset: offset,
                as: UInt64.self
            )
        )
    }

    /// The first byte that is zero.
    @inline(__always)
    private static func firstZero(_ words: (low: UInt64, high: UInt64)) -> Int? {
        let (low, high) = (zeros(words.low), zeros(words.high))
        guard low | high != 0 else { return nil }
        return (low != 0 ? low.trailingZeroBitCount : 64 + high.trailingZeroBitCount) / 8
    }

    /// A word whose lowest bit that is set tells the first byte that is zero.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    /// The same where there are too few places: the last sixteen bytes as one number.
    private static func endByWindow(
        _ run: Span<UInt8>,
        _ text: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ steps: inout Int
    ) -> Int? {
        var wanted: UInt128 = 0
        var mask: UInt128 = 0
        for index in 0..<run.count {
            let isQuestion = run[index] == Glob.question
            wanted = wanted << 8 | (isQuestion ? 0 : UInt128(run[index]))
            mask = mask << 8 | (isQuestion ? 0 : 0xFF)
        }
        var window: UInt128 = 0
        var index = from
        let first = from + run.count - 1
        while index < to {
            steps += 1
            window = window << 8 | UInt128(text[index])
            if window & mask == wanted, index >= first { return index + 1 }
            index += 1
        }
        return nil
    }
}
