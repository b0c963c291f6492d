/// One value of a `JSONDocument`.
public struct JSONValue: Sendable {
    /// The document that the value is part of.
    public let document: JSONDocument
    let index: Int

    var node: JSONNode { document.nodes[index] }

    /// What kind of value it is.
    public var kind: JSONKind { node.kind }

    /// Where the value lies in the text, quotes and brackets included.
    public var range: Range<Int> {
        let node = node
        let quote = node.kind == .string ? 1 : 0
        return Int(node.start) - quote..<Int(node.end) + quote
    }

    /// The line and column where the value begins.
    public var position: TextPosition {
        TextPosition(offset: range.lowerBound, in: document.bytes)
    }

    /// The text of a string, escapes resolved; nil for other kinds.
    public var string: String? {
        let node = node
        guard node.kind == .string else { return nil }
        if node.isEscaped { return String(decoding: unescaped(node), as: UTF8.self) }
        return String(decoding: document.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    }

    /// The value of `true` or `false`; nil for other kinds.
    public var boolean: Bool? {
        let node = node
        guard node.kind == .boolean else { return nil }
        return document.bytes[Int(node.start)] == 0x74
    }

    /// A number as it is spelled; nil for other kinds.
    public var number: String? {
        let node = node
        guard node.kind == .number else { return nil }
        return String(decoding: document.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    }

    /// A number without fraction or exponent that fits; nil for all else.
    public var integer: Int? { number.flatMap { Int($0) } }

    /// Whether it is a string of exactly these bytes.
    public func equals(_ text: StaticString) -> Bool { document.holds(text, at: index) }

    /// Whether it is a string that begins with these bytes.
    public func hasPrefix(_ text: StaticString) -> Bool {
        document.holds(text, at: index, isWhole: false)
    }

    /// How many elements or members there are; 0 for plain values.
    public var count: Int { Int(node.count) }

    /// The elements of an array; empty for other kinds.
    public var elements: JSONElements {
        JSONElements(document: document, first: index + 1, count: kind == .array ? count : 0)
    }

    /// The members of an object in the order of the text; empty for other kinds.
    public var members: JSONMembers {
        JSONMembers(document: document, first: index + 1, count: kind == .object ? count : 0)
    }

    /// The member of that name; nil when there is none or this is no object.
    ///
    /// - Complexity: O(members).
    public subscript(_ name: StaticString) -> JSONValue? {
        guard kind == .object else { return nil }
        var key = index + 1
        for _ in 0..<count {
            let value = key + 1
            if document.holds(name, at: key) { return JSONValue(document: document, index: value) }
            key = Int(document.nodes[value].next)
        }
        return nil
    }

    private func unescaped(_ node: JSONNode) -> [UInt8] {
        let bytes = document.bytes
        var out: [UInt8] = []
        out.reserveCapacity(Int(node.end - node.start))
        var index = Int(node.start)
        while index < Int(node.end) {
            let byte = bytes[index]
            guard byte == 0x5C else {
                out.append(byte)
                index += 1
                continue
            }
            index = JSONEscape.append(bytes, at: index, to: &out)
        }
        return out
    }
}
