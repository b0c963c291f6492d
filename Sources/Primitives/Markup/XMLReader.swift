/// Reads one XML document, strictly: no document types, no entities beyond the five, no
/// instructions, UTF-8 only, within limits.
///
/// - Source: XML 1.0 (fifth edition); names are limited to ASCII.
public struct XMLReader {
    let bytes: [UInt8]
    let limits: XMLLimits
    var position = 0
    var elementCount = 0

    private init(_ bytes: [UInt8], _ limits: XMLLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Reads the whole document and returns its root element.
    ///
    /// - Throws: `XMLError` where it stops being a document within the limits.
    /// - Complexity: O(*n*).
    public static func read(
        _ bytes: [UInt8],
        limits: XMLLimits = .request
    ) throws(XMLError) -> XMLElement {
        var reader = XMLReader(bytes, limits)
        return try reader.document()
    }

    private mutating func document() throws(XMLError) -> XMLElement {
        guard bytes.count <= limits.length else { throw error(.tooLong) }
        try checkEncoding()
        if starts("\u{FEFF}") { position += 3 }
        if starts("<?xml") { try declaration() }
        try skipMisc()
        guard at(0x3C) else { throw error(.badMarkup) }
        let root = try tree()
        try skipMisc()
        guard position == bytes.count else { throw error(.badMarkup) }
        return root
    }

    private func checkEncoding() throws(XMLError) {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw XMLError(reason: .badCharacter, offset: error.byteOffsets.lowerBound)
        }
    }

    private mutating func declaration() throws(XMLError) {
        position += 5
        let attributes = try self.attributes()
        guard take("?>") else { throw error(.badMarkup) }
        guard attributes.first == XMLElement.Attribute(name: "version", value: "1.0") else {
            throw error(.unsupported)
        }
        for attribute in attributes.dropFirst() {
            switch (attribute.name, attribute.value.lowercased()) {
            case ("encoding", "utf-8"), ("standalone", "yes"), ("standalone", "no"): continue
            default: throw error(.unsupported)
            }
        }
    }

    /// White space and comments outside the root element.
    private mutating func skipMisc() throws(XMLError) {
        while true {
            skipSpace()
            guard take("<!--") else { break }
            try skipComment()
        }
        if starts("<!") || starts("<?") { throw error(.unsupported) }
    }

    /// The element that begins here, with all inside it; keeps its own stack.
    private mutating func tree() throws(XMLError) -> XMLElement {
        var open: [XMLElement] = []
        while true {
            if take("</") {
                guard let closed = open.popLast() else { throw error(.mismatchedTag) }
                guard try name() == closed.name else { throw error(.mismatchedTag) }
                skipSpace()
                guard take(">") else { throw error(.badMarkup) }
                if open.isEmpty { return closed }
                open[open.count - 1].children.append(closed)
            } else if take("<!--") {
                try skipComment()
            } else if take("<![CDATA[") {
                open[open.count - 1].text += try characterSection()
            } else if starts("<!") || starts("<?") {
                throw error(.unsupported)
            } else if take("<") {
                let (element, isEmpty) = try startTag()
                if !isEmpty {
                    guard open.count < limits.depth else { throw error(.tooDeep) }
                    open.append(element)
                } else if open.isEmpty {
                    return element
                } else {
                    open[open.count - 1].children.append(element)
                }
            } else {
                guard !open.isEmpty, position < bytes.count else { throw error(.unexpectedEnd) }
                open[open.count - 1].text += try characters()
            }
        }
    }

    private mutating func startTag() throws(XMLError) -> (XMLElement, isEmpty: Bool) {
        elementCount += 1
        guard elementCount <= limits.elements else { throw error(.tooMany) }
        let element = XMLElement(name: try name(), attributes: try attributes())
        if take("/>") { return (element, true) }
        guard take(">") else { throw error(.badMarkup) }
        return (element, false)
    }
}
