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
        for index in 0..<span.count where Self.isSpecial(span[index]) {
            return escape(span, from: index)
        }
        append(content)
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
        for index in 0..<first { append(byte: span[index]) }
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
