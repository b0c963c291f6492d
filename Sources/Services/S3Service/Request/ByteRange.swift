/// The part of an object that a `Range` header asks for.
///
/// - Source: RFC 9110 section 14; S3 takes one range only.
enum ByteRange: Hashable {
    /// All of it: no range, or one that is not understood.
    case whole
    /// So many bytes from an offset.
    case part(offset: Int64, length: Int64)
    /// The range begins after the end.
    case unsatisfiable

    init(_ text: String?, size: Int64) {
        guard let text, text.hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let ends = text.dropFirst(6).split(
            separator: "-",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard ends.count == 2, Self.isNumber(ends[0]), Self.isNumber(ends[1]),
            !(ends[0].isEmpty && ends[1].isEmpty)
        else {
            self = .whole
            return
        }
        self = Self.resolve(first: ends[0], last: ends[1], size: size)
    }

    private static func resolve(first: Substring, last: Substring, size: Int64) -> ByteRange {
        // A number that does not fit is beyond every object.
        let end = last.isEmpty ? nil : Int64(last) ?? .max
        guard !first.isEmpty else {
            let count = min(end ?? 0, size)
            return count == 0 ? .unsatisfiable : .part(offset: size - count, length: count)
        }
        let start = Int64(first) ?? .max
        if let end, end < start { return .whole }
        guard start < size else { return .unsatisfiable }
        return .part(offset: start, length: min(end ?? .max, size - 1) - start + 1)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        text.utf8.count < 40 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
