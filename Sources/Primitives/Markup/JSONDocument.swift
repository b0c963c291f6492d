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
}
