/// Seeks a long run of plain bytes by a rolling hash, so that the work grows with the text alone.
///
/// - Source: R. M. Karp and M. O. Rabin, "Efficient randomized pattern-matching algorithms".
struct RunSearch {
    private static let base: UInt64 = 0x100_0000_01B3
    private let hash: UInt64
    /// The base to the power of the run's length less one.
    private let leading: UInt64

    /// Prepares a run without question marks.
    init(_ run: Span<UInt8>) {
        var hash: UInt64 = 0
        var leading: UInt64 = 1
        for index in 0..<run.count {
            hash = hash &* Self.base &+ UInt64(run[index])
            if index > 0 { leading = leading &* Self.base }
        }
        self.hash = hash
        self.leading = leading
    }

    /// Where the first occurrence between `from` and `to` ends.
    func end(
        _ run: Span<UInt8>,
        _ text: Span<UInt8>,
        _ from: Int,
        _ to: Int,
        _ steps: inout Int
    ) -> Int? {
        var end = from + run.count
        guard end <= to else { return nil }
        var window: UInt64 = 0
        for index in from..<end { window = window &* Self.base &+ UInt64(text[index]) }
        steps += run.count
        while true {
            if window == hash, isEqual(run, text.extracting(end - run.count..<end)) { return end }
            guard end < to else { return nil }
            steps += 1
            window = (window &- UInt64(text[end - run.count]) &* leading) &* Self.base
            window = window &+ UInt64(text[end])
            end += 1
        }
    }
}
