extension XMLReader {
    /// Attributes up to the end of the tag, each after white space.
    mutating func attributes() throws(XMLError) -> [XMLElement.Attribute] {
        var found: [XMLElement.Attribute] = []
        while skipSpace(), let byte = next, Self.isNameStart(byte) {
            guard found.count < limits.attributes else { throw error(.tooMany) }
            let name = try name()
            guard !found.contains(where: { $0.name == name }) else { throw error(.badMarkup) }
            skipSpace()
            guard take("=") else { throw error(.badMarkup) }
            skipSpace()
            found.append(XMLElement.Attribute(name: name, value: try attributeValue()))
        }
        return found
    }

    private mutating func attributeValue() throws(XMLError) -> String {
        guard let quote = next, quote == 0x22 || quote == 0x27 else { throw error(.badMarkup) }
        position += 1
        var value: [UInt8] = []
        while let byte = next, byte != quote {
            switch byte {
            case 0x3C: throw error(.badMarkup)
            case 0x26: try reference(into: &value)
            // White space in attribute values reads as spaces: XML 1.0, section 3.3.3.
            case 0x09, 0x0A, 0x0D:
                value.append(0x20)
                position += starts("\r\n") ? 2 : 1
            default: try character(into: &value)
            }
        }
        guard next == quote else { throw error(.unexpectedEnd) }
        position += 1
        return String(decoding: value, as: UTF8.self)
    }

    /// Character data up to the next markup.
    mutating func characters() throws(XMLError) -> String {
        var data: [UInt8] = []
        while let byte = next, byte != 0x3C {
            switch byte {
            case 0x26: try reference(into: &data)
            case 0x5D where starts("]]>"): throw error(.badMarkup)
            default: try character(into: &data)
            }
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// The inside of a CDATA section, whose start has been taken.
    mutating func characterSection() throws(XMLError) -> String {
        var data: [UInt8] = []
        while position < bytes.count {
            if take("]]>") { return String(decoding: data, as: UTF8.self) }
            try character(into: &data)
        }
        throw error(.unexpectedEnd)
    }

    /// Skips a comment whose start has been taken.
    mutating func skipComment() throws(XMLError) {
        var dropped: [UInt8] = []
        while position < bytes.count {
            if take("-->") { return }
            if starts("--") { throw error(.badMarkup) }
            try character(into: &dropped)
            dropped.removeAll(keepingCapacity: true)
        }
        throw error(.unexpectedEnd)
    }

    /// One byte of a character; line ends become line feeds (XML 1.0, section 2.11).
    private mutating func character(into data: inout [UInt8]) throws(XMLError) {
        let byte = bytes[position]
        switch byte {
        case 0x0D:
            data.append(0x0A)
            if position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
        case 0x00..<0x20 where byte != 0x09 && byte != 0x0A:
            throw error(.badCharacter)
        case 0xEF where starts("\u{FFFE}") || starts("\u{FFFF}"):
            throw error(.badCharacter)
        default:
            data.append(byte)
        }
        position += 1
    }

    private mutating func reference(into data: inout [UInt8]) throws(XMLError) {
        if take("&amp;") { return data.append(0x26) }
        if take("&lt;") { return data.append(0x3C) }
        if take("&gt;") { return data.append(0x3E) }
        if take("&quot;") { return data.append(0x22) }
        if take("&apos;") { return data.append(0x27) }
        guard take("&#") else { throw error(.badReference) }
        let radix: UInt32 = take("x") ? 16 : 10
        var value: UInt32 = 0
        let start = position
        while let byte = next, let digit = Self.digit(byte), digit < radix {
            value = value * radix + digit
            guard value <= 0x10FFFF else { throw error(.badReference) }
            position += 1
        }
        guard position > start, take(";"), let scalar = Unicode.Scalar(value),
            Self.isCharacter(value)
        else { throw error(.badReference) }
        data.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x41 + 10
        case 0x61...0x66: UInt32(byte) - 0x61 + 10
        default: nil
        }
    }

    /// XML 1.0, production 2 `Char`.
    private static func isCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
