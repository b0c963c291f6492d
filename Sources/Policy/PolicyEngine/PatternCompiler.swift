/// Turns the patterns of one policy into bytes in its pool.
struct PatternCompiler {
    /// How a text is read.
    enum Style {
        /// Wildcards are characters like any other.
        case text
        /// `*` and `?` are wildcards.
        case wildcards
        /// The same without case and without variables.
        case action
        /// Wildcards within the six parts of an ARN; missing parts are wildcards.
        case arn
    }

    /// Whether the version has variables.
    ///
    /// - Source: IAM User Guide, "IAM policy elements: Variables and tags": only in 2012-10-17.
    let hasVariables: Bool
    var pool: [UInt8] = []
    var variables: [CompiledVariable] = []

    private var encoded: [UInt8] = []
    private var boundaries = 0
    private var firstSpecial = Int.max
    private var lastBoundary = -1
    private var wildcards = 0
    private var hasVariable = false

    init(hasVariables: Bool) {
        self.hasVariables = hasVariables
    }

    mutating func compile(_ text: String, _ style: Style) -> CompiledPattern {
        if let plain = compilePlain(text, style) { return plain }
        encode(text, style)
        if encoded == [Glob.star] { return CompiledPattern(kind: .any, bytes: .empty) }
        if style == .arn {
            guard text.utf8.starts(with: "arn:".utf8) else { return compileForeign(text) }
            completeARN()
        }
        let kind = classify(style)
        if kind == .prefix { encoded.removeLast() }
        if kind != .parts, kind != .partsTemplate { restoreColons() }
        return CompiledPattern(kind: kind, bytes: store(encoded))
    }

    /// A text that is no ARN fits only itself.
    private mutating func compileForeign(_ text: String) -> CompiledPattern {
        guard firstSpecial == .max else { return CompiledPattern(kind: .never, bytes: .empty) }
        return CompiledPattern(kind: .literal, bytes: store(text.utf8))
    }

    /// Appends bytes to the pool.
    mutating func store(_ bytes: some Collection<UInt8>) -> Slice {
        let start = pool.count
        pool.append(contentsOf: bytes)
        return Slice(start, pool.count - start)
    }

    private func classify(_ style: Style) -> CompiledPattern.Kind {
        // A special before the last boundary makes the parts matter.
        let needsParts = style == .arn && firstSpecial < lastBoundary
        if hasVariable { return needsParts ? .partsTemplate : .template }
        if wildcards == 0 { return .literal }
        if needsParts { return .parts }
        if wildcards == 1, encoded.last == Glob.star { return .prefix }
        return .glob
    }

    private mutating func encode(_ text: String, _ style: Style) {
        encoded.removeAll(keepingCapacity: true)
        boundaries = 0
        firstSpecial = .max
        lastBoundary = -1
        wildcards = 0
        hasVariable = false
        let bytes = Array(text.utf8)
        encoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x24, hasVariables, style != .action,
                let end = encodeVariable(bytes, at: index)
            {
                index = end
                continue
            }
            index += 1
            switch byte {
            case 0x2A where style != .text:
                if encoded.last == Glob.star { continue }
                addSpecial(Glob.star)
            case 0x3F where style != .text: addSpecial(Glob.question)
            case 0x3A where style == .arn && boundaries < 5:
                boundaries += 1
                lastBoundary = encoded.count
                encoded.append(Glob.boundary)
            default: encoded.append(style == .action ? asciiLowercased(byte) : byte)
            }
        }
    }

    private mutating func addSpecial(_ byte: UInt8) {
        firstSpecial = min(firstSpecial, encoded.count)
        wildcards += 1
        encoded.append(byte)
    }

    /// Encodes `${key}`, `${key, 'default'}`, `${*}`, `${?}` or `${$}`.
    ///
    /// - Returns: the index after it; nil when the text at `start` is none of these, and so is
    ///   literal.
    private mutating func encodeVariable(_ bytes: [UInt8], at start: Int) -> Int? {
        guard start + 3 < bytes.count, bytes[start + 1] == 0x7B else { return nil }
        let first = bytes[start + 2]
        if bytes[start + 3] == 0x7D, first == 0x2A || first == 0x3F || first == 0x24 {
            encoded.append(first)
            return start + 4
        }
        guard let variable = VariableSyntax(bytes, from: start + 2) else { return nil }
        // More than a document of the longest text can have.
        guard variables.count < 1 << 21 else { return nil }
        let number = variables.count
        variables.append(
            CompiledVariable(
                keyHash: TextHash(variable.key).value,
                key: store(variable.key),
                fallback: variable.fallback.map { store($0) }
            )
        )
        firstSpecial = min(firstSpecial, encoded.count)
        hasVariable = true
        encoded.append(Glob.variable)
        encoded.append(UInt8(number & 127))
        encoded.append(UInt8(number >> 7 & 127))
        encoded.append(UInt8(number >> 14))
        return variable.end
    }

    /// Fills missing parts with wildcards.
    ///
    /// - Source: IAM User Guide, "IAM JSON policy elements: Resource": an incomplete ARN is
    ///   completed with wildcards in all missing fields.
    private mutating func completeARN() {
        while boundaries < 5 {
            boundaries += 1
            lastBoundary = encoded.count
            encoded.append(Glob.boundary)
            addSpecial(Glob.star)
        }
    }

    private mutating func restoreColons() {
        guard boundaries > 0 else { return }
        for index in encoded.indices where encoded[index] == Glob.boundary {
            encoded[index] = 0x3A
        }
    }
}
