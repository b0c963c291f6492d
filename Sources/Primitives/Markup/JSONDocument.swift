/// A JSON text, read strictly as RFC 8259 has it, kept as a flat list of values with positions.
///
/// Values lie in the order of the text; each knows where the next one beside it begins. Numbers
/// keep their spelling, so that nothing is lost. A name that occurs twice in an object is an error.
///
/// - Source: RFC 8259.
public struct JSONDocument: Sendable {
    /// The text.
    public let bytes: [UInt8]
    let nodes: [JSONNode]

    /// Reads a whole text.
    ///
    /// - Throws: `JSONError` with the place of the first fault.
    /// - Complexity: O(bytes).
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, limits: limits)
        nodes = try parser.parse()
        self.bytes = bytes
    }

    /// The outermost value.
    public var root: JSONValue { JSONValue(document: self, index: 0) }

    /// Whether a node is a string of exactly these bytes, or one that begins with them.
    func holds(_ text: StaticString, at index: Int, isWhole: Bool = true) -> Bool {
        let node = nodes[index]
        guard node.kind == .string else { return false }
        if node.isEscaped {
            let string = JSONValue(document: self, index: index).string ?? ""
            return isWhole ? string == text.description : string.hasPrefix(text.description)
        }
        let length = Int(node.end - node.start)
        guard isWhole ? length == text.utf8CodeUnitCount : length >= text.utf8CodeUnitCount else {
            return false
        }
        return text.withUTF8Buffer { wanted in
            let start = Int(node.start)
            for offset in 0..<wanted.count {
                // SAFETY: a StaticString lives as long as the program; the index is below count.
                guard unsafe bytes[start + offset] == wanted[offset] else { return false }
            }
            return true
        }
    }
}
