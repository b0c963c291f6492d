import Base

/// What happened, as a name and fields; rendered as `time name key=value key="odd value"`.
///
/// Secrets, tokens and signatures have no place here: callers pass names and ids only.
public struct Event: Sendable {
    /// What happened, such as `request`.
    public let name: StaticString
    /// The fields in order; empty values are left out.
    public private(set) var fields: [(StaticString, String)]

    /// Starts an event.
    public init(_ name: StaticString, _ fields: [(StaticString, String)] = []) {
        self.name = name
        self.fields = fields
    }

    /// Adds a field.
    public mutating func add(_ key: StaticString, _ value: String) {
        fields.append((key, value))
    }

    /// The longest value in bytes; what is past it is cut.
    static let valueLimit = 2048

    struct Line {
        var bytes: [UInt8] = []

        init(time: Timestamp) {
            bytes.reserveCapacity(256)
            bytes.append(contentsOf: time.text(.extendedMilliseconds).utf8)
        }

        mutating func append(_ event: consuming Event) {
            bytes.append(0x20)
            append(event.name)
            for (key, value) in event.fields where !value.isEmpty {
                bytes.append(0x20)
                append(key)
                bytes.append(0x3D)
                append(value: value)
            }
            bytes.append(0x0A)
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
}
