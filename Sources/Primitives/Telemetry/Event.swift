/// What happened, as a name and fields; rendered as `time name key=value key="odd value"`.
///
/// Secrets, tokens and signatures have no place here: callers pass names and ids only.
public struct Event: Sendable {
    /// The line after the time, without its end.
    private(set) var bytes: [UInt8] = []

    /// The longest value in bytes; what is past it is cut.
    static let valueLimit = 2048

    /// Starts an event that tells what happened, such as `request`, with fields in order.
    public init(_ name: StaticString, _ fields: [(StaticString, String)] = []) {
        bytes.reserveCapacity(320)
        append(name)
        for (key, value) in fields { add(key, value) }
    }

    /// Adds a field; an empty value is left out.
    public mutating func add(_ key: StaticString, _ value: String) {
        guard !value.isEmpty else { return }
        start(key)
        append(value: value)
    }

    /// Adds a field whose value is a word of the program.
    public mutating func add(_ key: StaticString, _ value: StaticString) {
        start(key)
        append(value)
    }

    /// Adds a field whose value is a number that is not negative.
    public mutating func add(_ key: StaticString, _ value: Int) {
        start(key)
        append(decimal: value)
    }

    private mutating func append(decimal value: Int) {
        if value > 9 { append(decimal: value / 10) }
        bytes.append(0x30 + UInt8(truncatingIfNeeded: value % 10))
    }

    private mutating func start(_ key: StaticString) {
        bytes.append(0x20)
        append(key)
        bytes.append(0x3D)
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Quotes a value that has anything but visible ASCII, so that no input can forge a line.
    private mutating func append(value: String) {
        guard !isPlain(value) else {
            bytes.append(contentsOf: value.utf8)
            return
        }
        let hex = Array("0123456789abcdef".utf8)
        bytes.append(0x22)
        for byte in value.utf8.prefix(Event.valueLimit) {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0x20...0x7E: bytes.append(byte)
            default: bytes += [0x5C, 0x78, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        bytes.append(0x22)
    }

    private func isPlain(_ value: String) -> Bool {
        let span = value.utf8Span.span
        guard span.count <= Event.valueLimit else { return false }
        for index in span.indices {
            let byte = span[index]
            guard byte > 0x20, byte < 0x7F, byte != 0x22, byte != 0x3D else { return false }
        }
        return true
    }
}
