/// The beginning of a statement's resources, as it is looked up.
struct ResourceBeginning {
    var hash: UInt64
    var length: Int

    /// The beginnings of a statement's resources, none of which begins with another; none when any
    /// resource may match.
    static func all(of statement: CompiledStatement, _ policy: CompiledPolicy) -> [Self] {
        var texts: [[UInt8]] = []
        for position in statement.resources.range {
            let pattern = policy.rules.patterns[position]
            if pattern.kind == .never { continue }
            let text = beginning(pattern, policy.rules.pool)
            guard !text.isEmpty else { return [] }
            texts.append(text)
        }
        if texts.count > 1 { texts.sort { $0.lexicographicallyPrecedes($1) } }
        var out: [Self] = []
        var last: [UInt8] = []
        for text in texts where last.isEmpty || !text.starts(with: last) {
            var hash = BeginningHash()
            out.append(Self(hash: hash.hash(text.span, length: text.count), length: text.count))
            last = text
        }
        return out
    }

    /// The bytes before the first wildcard or variable.
    private static func beginning(_ pattern: CompiledPattern, _ pool: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for position in pattern.bytes.range.prefix(BeginningHash.longest) {
            let byte = pool[position]
            if byte == Glob.boundary {
                text.append(0x3A)
            } else if byte >= Glob.variable {
                break
            } else {
                text.append(byte)
            }
        }
        return text
    }
}
