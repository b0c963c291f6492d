internal import Base

/// Writes an XML document into bytes, without white space between elements.
///
/// Texts are escaped; names are written as given. Balancing is the caller's part.
public struct XMLWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// An empty document with room for so many bytes.
    public init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    /// Writes `<?xml version="1.0" encoding="UTF-8"?>` and a line feed, as S3 begins its answers.
    public mutating func declare() {
        bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    }

    /// Writes bytes as they are.
    public mutating func append(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }

    /// Writes a range of other bytes as they are.
    public mutating func append(_ range: Range<Int>, of raw: [UInt8]) {
        append(raw.span.extracting(range))
    }

    /// Writes one byte as it is.
    public mutating func append(byte: UInt8) { bytes.append(byte) }

    /// Writes bytes as they are.
    mutating func append(_ raw: Span<UInt8>) { bytes.append(contentsOf: raw) }

    /// Writes a text as it is.
    public mutating func append(_ raw: String) { append(raw.utf8Span.span) }

    /// Writes `<name>`.
    public mutating func open(_ name: String) {
        bytes.append(0x3C)
        bytes.append(contentsOf: name.utf8)
        bytes.append(0x3E)
    }

    /// Writes `<name xmlns="namespace">`.
    public mutating func open(_ name: String, namespace: String) {
        bytes.append(0x3C)
        bytes.append(contentsOf: name.utf8)
        attribute("xmlns", namespace)
        bytes.append(0x3E)
    }

    /// Writes `</name>`.
    public mutating func close(_ name: String) {
        bytes.append(0x3C)
        bytes.append(0x2F)
        bytes.append(contentsOf: name.utf8)
        bytes.append(0x3E)
    }

    /// Writes an element that holds only a text.
    public mutating func element(_ name: String, _ content: String) {
        open(name)
        text(content)
        close(name)
    }

    /// Writes an element that holds only a whole number.
    public mutating func element(_ name: String, _ number: Int64) {
        open(name)
        integer(number)
        close(name)
    }

    /// Writes a whole number in decimal.
    public mutating func integer(_ number: Int64) {
        guard number <= -10 || number >= 10 else {
            if number < 0 { bytes.append(0x2D) }
            bytes.append(0x30 + UInt8(number.magnitude))
            return
        }
        bytes.append(contentsOf: String(number).utf8)
    }
}
