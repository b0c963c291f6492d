import HTTPMessage

extension CanonicalRequest {
    /// Adds the signed header fields, an empty line, their names and a line feed.
    ///
    /// Repeated fields are joined by commas in the order in which they came. A field that is not there
    /// counts as empty, so that leaving one away changes the signature.
    mutating func appendHeaders(_ names: SignedHeaderNames) {
        names.forEach { name in appendField(name) }
        bytes.append(0x0A)
        append(names.text)
        bytes.append(0x0A)
    }

    private mutating func appendField(_ name: ArraySlice<UInt8>) {
        append(name)
        bytes.append(0x3A)
        var isFirst = true
        for field in head.fields where head.hasName(field, name) {
            if !isFirst { bytes.append(0x2C) }
            isFirst = false
            appendCollapsed(head.bytes[field.value])
        }
        bytes.append(0x0A)
    }

    /// Adds a value without the white space around it, and with single spaces within.
    private mutating func appendCollapsed(_ value: ArraySlice<UInt8>) {
        guard value.hasWhiteSpace else { return append(value) }
        var isAfterSpace = true
        let start = bytes.count
        for byte in value {
            let isSpace = byte == 0x20 || byte == 0x09
            if isSpace, isAfterSpace { continue }
            bytes.append(isSpace ? 0x20 : byte)
            isAfterSpace = isSpace
        }
        if isAfterSpace, bytes.count > start { bytes.removeLast() }
    }
}

extension RequestHead {
    /// Whether the field has this lower-case name, without regard to case.
    func hasName(_ field: Field, _ lowercaseName: ArraySlice<UInt8>) -> Bool {
        guard field.name.count == lowercaseName.count else { return false }
        var index = lowercaseName.startIndex
        for position in field.name {
            var byte = bytes[position]
            if byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
            guard byte == lowercaseName[index] else { return false }
            index += 1
        }
        return true
    }
}
