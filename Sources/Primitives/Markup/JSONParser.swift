/// Reads one JSON text into nodes.
struct JSONParser {
    let bytes: [UInt8]
    let limits: JSONLimits
    var position = 0
    var nodes: [JSONNode] = []

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func parse() throws(JSONError) -> [JSONNode] {
        guard bytes.count <= limits.bytes else { throw error(.tooLong, at: limits.bytes) }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw self.error(.invalidUTF8, at: error.byteOffsets.lowerBound)
        }
        nodes.reserveCapacity(min(bytes.count / 8 + 4, limits.values))
        skipSpace()
        try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw error(.trailingBytes) }
        return nodes
    }

    private mutating func value(depth: Int) throws(JSONError) {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        switch bytes[position] {
        case 0x22: try string()
        case 0x7B: try object(depth: depth)
        case 0x5B: try array(depth: depth)
        case 0x74: try word("true", .boolean)
        case 0x66: try word("false", .boolean)
        case 0x6E: try word("null", .null)
        case 0x2D, 0x30...0x39: try number()
        case let byte: throw error(.unexpectedByte(byte))
        }
    }

    private mutating func object(depth: Int) throws(JSONError) {
        let index = try open(.object, depth: depth)
        var count = 0
        if !take(0x7D) {
            repeat {
                skipSpace()
                guard position < bytes.count else { throw error(.unexpectedEnd) }
                guard bytes[position] == 0x22 else {
                    throw error(.unexpectedByte(bytes[position]))
                }
                try string()
                skipSpace()
                try expect(0x3A)
                skipSpace()
                try value(depth: depth + 1)
                skipSpace()
                count += 1
            } while take(0x2C)
            try expect(0x7D)
        }
        close(index, count: count)
        try checkNames(index, count: count)
    }

    private mutating func array(depth: Int) throws(JSONError) {
        let index = try open(.array, depth: depth)
        var count = 0
        if !take(0x5D) {
            repeat {
                skipSpace()
                try value(depth: depth + 1)
                skipSpace()
                count += 1
            } while take(0x2C)
            try expect(0x5D)
        }
        close(index, count: count)
    }

    private mutating func open(_ kind: JSONKind, depth: Int) throws(JSONError) -> Int {
        guard depth < limits.depth else { throw error(.tooDeep) }
        try append(JSONNode(kind: kind, start: UInt32(position), end: 0, next: 0))
        position += 1
        skipSpace()
        return nodes.count - 1
    }

    private mutating func close(_ index: Int, count: Int) {
        nodes[index].end = UInt32(position)
        nodes[index].next = UInt32(nodes.count)
        nodes[index].count = UInt32(count)
    }

    private mutating func string() throws(JSONError) {
        let start = position + 1
        var index = Self.plainEnd(bytes.span, from: start)
        var isEscaped = false
        while true {
            guard index < bytes.count else { throw error(.unexpectedEnd, at: index) }
            let byte = bytes[index]
            if byte == 0x22 { break }
            guard byte == 0x5C else { throw error(.controlCharacter, at: index) }
            guard let end = JSONEscape.end(bytes, at: index) else {
                throw error(.invalidEscape, at: index)
            }
            isEscaped = true
            index = Self.plainEnd(bytes.span, from: end)
        }
        position = index + 1
        try append(
            JSONNode(
                kind: .string,
                isEscaped: isEscaped,
                start: UInt32(start),
                end: UInt32(index),
                next: UInt32(nodes.count + 1)
            )
        )
    }

    /// The index of the first quote, backslash or control character.
    private static func plainEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count {
            let byte = text[index]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 { return index }
            index += 1
        }
        return index
    }

    private mutating func number() throws(JSONError) {
        let start = position
        _ = take(0x2D)
        if take(0x30) {
            // A leading zero stands alone.
        } else if digits() == 0 {
            throw error(.invalidNumber)
        }
        if take(0x2E), digits() == 0 { throw error(.invalidNumber) }
        if take(0x65) || take(0x45) {
            if !take(0x2B) { _ = take(0x2D) }
            if digits() == 0 { throw error(.invalidNumber) }
        }
        if position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            throw error(.invalidNumber)
        }
        try appendPlain(.number, start: start)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        return position - start
    }

    private mutating func word(_ text: StaticString, _ kind: JSONKind) throws(JSONError) {
        let start = position
        for scalar in text.description.utf8 {
            guard position < bytes.count else { throw error(.unexpectedEnd) }
            guard bytes[position] == scalar else { throw error(.unexpectedByte(bytes[position])) }
            position += 1
        }
        try appendPlain(kind, start: start)
    }

    private mutating func appendPlain(_ kind: JSONKind, start: Int) throws(JSONError) {
        try append(
            JSONNode(
                kind: kind,
                start: UInt32(start),
                end: UInt32(position),
                next: UInt32(nodes.count + 1)
            )
        )
    }

    private mutating func append(_ node: JSONNode) throws(JSONError) {
        guard nodes.count < limits.values else { throw error(.tooManyValues) }
        nodes.append(node)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        guard take(byte) else { throw error(.unexpectedByte(bytes[position])) }
    }

    func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(reason, at: TextPosition(offset: offset ?? position, in: bytes))
    }
}
