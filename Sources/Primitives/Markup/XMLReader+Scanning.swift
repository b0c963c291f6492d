extension XMLReader {
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func at(_ byte: UInt8) -> Bool { next == byte }

    /// Whether this text is here.
    func starts(_ text: String) -> Bool {
        let span = text.utf8Span.span
        guard position + span.count <= bytes.count else { return false }
        for index in 0..<span.count where bytes[position + index] != span[index] { return false }
        return true
    }

    /// Steps over this text if it is here.
    mutating func take(_ text: String) -> Bool {
        guard starts(text) else { return false }
        position += text.utf8.count
        return true
    }

    /// Steps over white space; false when there was none.
    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = position
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
        return position > start
    }

    mutating func name() throws(XMLError) -> String {
        guard let first = next, Self.isNameStart(first) else { throw error(.badMarkup) }
        let start = position
        while let byte = next, Self.isNameStart(byte) || Self.isNameRest(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3A: true
        default: false
        }
    }

    private static func isNameRest(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2D, 0x2E: true
        default: false
        }
    }

    func error(_ reason: XMLError.Reason) -> XMLError {
        XMLError(reason: position < bytes.count ? reason : atEnd(reason), offset: position)
    }

    private func atEnd(_ reason: XMLError.Reason) -> XMLError.Reason {
        reason == .badMarkup ? .unexpectedEnd : reason
    }
}
