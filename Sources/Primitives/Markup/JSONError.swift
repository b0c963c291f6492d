/// Why a text is not the JSON that was asked for, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The text ends inside a value.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte(UInt8)
        /// Bytes follow the value.
        case trailingBytes
        /// The text is not UTF-8.
        case invalidUTF8
        /// A control character inside a string.
        case controlCharacter
        /// An escape that RFC 8259 does not know, or half of a surrogate pair.
        case invalidEscape
        /// A number that RFC 8259 section 6 does not allow.
        case invalidNumber
        /// The same name twice in one object.
        case duplicateKey(String)
        /// More nesting than `JSONLimits.depth`.
        case tooDeep
        /// More bytes than `JSONLimits.bytes`.
        case tooLong
        /// More values than `JSONLimits.values`.
        case tooManyValues
    }

    /// What is wrong.
    public let reason: Reason
    /// Where it was seen.
    public let position: TextPosition

    /// Names a reason and a place.
    public init(_ reason: Reason, at position: TextPosition) {
        self.reason = reason
        self.position = position
    }

    /// One line for people.
    public var description: String {
        "\(text) at line \(position.line), column \(position.column)"
    }

    private var text: String {
        switch reason {
        case .unexpectedEnd: "the text ends too early"
        case .unexpectedByte(let byte): "unexpected byte 0x\(String(byte, radix: 16))"
        case .trailingBytes: "bytes after the value"
        case .invalidUTF8: "invalid UTF-8"
        case .controlCharacter: "control character in a string"
        case .invalidEscape: "invalid escape"
        case .invalidNumber: "invalid number"
        case .duplicateKey(let key): "duplicate key \"\(key)\""
        case .tooDeep: "nested too deeply"
        case .tooLong: "text too long"
        case .tooManyValues: "too many values"
        }
    }
}
