extension PatternCompiler {
    /// Compiles a text that is literal but for a star at its end: most are.
    ///
    /// - Returns: nil, with the pool as it was, for all other texts.
    mutating func compilePlain(_ text: String, _ style: Style) -> CompiledPattern? {
        let start = pool.count
        pool.append(contentsOf: text.utf8)
        let end = pool.count
        let scan = Self.scan(pool.span.extracting(start..<end), style)
        let isLiteral = scan.special == end - start
        let isPrefix = scan.special == end - start - 1 && pool[end - 1] == 0x2A
        guard isLiteral || isPrefix && style != .text,
            style != .arn || scan.colons >= 5 && text.utf8.starts(with: "arn:".utf8)
        else {
            pool.removeLast(end - start)
            return nil
        }
        if style == .action {
            for index in start..<end { pool[index] = asciiLowercased(pool[index]) }
        }
        if isLiteral { return CompiledPattern(kind: .literal, bytes: Slice(start, end - start)) }
        pool.removeLast()
        guard end - start > 1 else { return CompiledPattern(kind: .any, bytes: .empty) }
        return CompiledPattern(kind: .prefix, bytes: Slice(start, end - start - 1))
    }

    /// Where the first byte is that may be special, and how many colons stand before it.
    private static func scan(
        _ text: Span<UInt8>,
        _ style: Style
    ) -> (special: Int, colons: Int) {
        var colons = 0
        var index = 0
        while index < text.count {
            switch text[index] {
            case 0x24: return (index, colons)
            case 0x2A, 0x3F: if style != .text { return (index, colons) }
            case 0x3A: colons += 1
            default: break
            }
            index += 1
        }
        return (index, colons)
    }
}
