internal import Base

extension XMLWriter {
    /// Writes character data, escaped.
    ///
    /// `&`, `<`, `>` and `"` become entities; a carriage return becomes `&#xD;`, which readers
    /// would else turn into a line feed. What XML cannot carry at all, such as U+0001, becomes
    /// U+FFFD, so that the document stays well-formed whatever a client sent.
    ///
    /// - Source: XML 1.0 (fifth edition), sections 2.2, 2.4, 2.11.
    public mutating func text(_ content: String) {
        let span = content.utf8Span.span
        let plain = Self.plainBytes(of: span)
        append(span.extracting(first: plain))
        if plain < span.count { escape(span, from: plain) }
    }

    /// Writes ` name="value"`, escaped as `text`; tabs and line feeds too, which readers would
    /// else turn into spaces.
    ///
    /// - Source: XML 1.0 (fifth edition), section 3.3.3.
    public mutating func attribute(_ name: String, _ value: String) {
        append(byte: 0x20)
        append(name)
        append("=\"")
        escape(value.utf8Span.span, from: 0, inAttribute: true)
        append(byte: 0x22)
    }

    private mutating func escape(
        _ span: Span<UInt8>,
        from first: Int,
        inAttribute: Bool = false
    ) {
        var index = first
        while index < span.count {
            let byte = span[index]
            switch byte {
            case 0x26: append("&amp;")
            case 0x3C: append("&lt;")
            case 0x3E: append("&gt;")
            case 0x22: append("&quot;")
            case 0x0D: append("&#xD;")
            case 0x0A where inAttribute: append("&#xA;")
            case 0x09 where inAttribute: append("&#x9;")
            case 0x00..<0x20 where byte != 0x09 && byte != 0x0A: append("\u{FFFD}")
            case 0xEF where Self.isNoncharacter(span, at: index):
                append("\u{FFFD}")
                index += 2
            default: append(byte: byte)
            }
            index += 1
        }
    }

    /// The number of bytes before the first that may need escaping.
    private static func plainBytes(of span: Span<UInt8>) -> Int {
        var index = 0
        while index + ByteWord.count <= span.count, !hasSpecial(ByteWord(span, at: index)) {
            index += ByteWord.count
        }
        while index < span.count, !isSpecial(span[index]) { index += 1 }
        return index
    }

    /// Whether any of eight bytes may need escaping; true for tabs and line feeds, too.
    private static func hasSpecial(_ word: ByteWord) -> Bool {
        let entities =
            word.marks(of: 0x26) | word.marks(of: 0x3C) | word.marks(of: 0x3E)
            | word.marks(of: 0x22)
        return entities | word.marks(of: 0xEF) | word.marks(below: 0x20) != 0
    }

    /// Bytes that may need escaping; 0xEF begins U+FFFE and U+FFFF among others.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x26, 0x3C, 0x3E, 0x22, 0xEF: true
        case 0x00..<0x20: byte != 0x09 && byte != 0x0A
        default: false
        }
    }

    /// Whether U+FFFE or U+FFFF is here.
    private static func isNoncharacter(_ span: Span<UInt8>, at index: Int) -> Bool {
        index + 2 < span.count && span[index + 1] == 0xBF && span[index + 2] >= 0xBE
    }
}
