public import Base

/// Builds a record: one version byte, then fields of number, length and bytes.
///
/// A field that a reader does not know is skipped, so that records may grow. Absent and empty
/// optional values take no space.
public struct RecordWriter {
    /// The form that this program writes.
    static let version: UInt8 = 1

    /// The record so far.
    public private(set) var bytes: [UInt8] = [Self.version]

    /// An empty record.
    public init() {
        bytes.reserveCapacity(192)
    }

    /// Adds bytes.
    public mutating func put(_ field: UInt8, _ value: some Collection<UInt8>) {
        bytes.append(field)
        var length = value.count
        while length >= 0x80 {
            bytes.append(UInt8(length & 0x7F) | 0x80)
            length >>= 7
        }
        bytes.append(UInt8(length))
        bytes.append(contentsOf: value)
    }

    /// Adds a text.
    public mutating func put(_ field: UInt8, _ text: String) {
        put(field, text.utf8)
    }

    /// Adds a text if there is one.
    public mutating func put(_ field: UInt8, _ text: String?) {
        if let text { put(field, text.utf8) }
    }

    /// Adds a number, as few bytes as it takes, most significant first.
    public mutating func put(_ field: UInt8, _ number: Int64) {
        let bits = UInt64(bitPattern: number)
        let count = (71 - bits.leadingZeroBitCount) / 8
        bytes.append(field)
        bytes.append(UInt8(count))
        for index in stride(from: count - 1, through: 0, by: -1) {
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * index)))
        }
    }

    /// Adds a time in milliseconds.
    public mutating func put(_ field: UInt8, _ time: Timestamp) {
        put(field, time.milliseconds)
    }

    /// Adds a record within this one.
    public mutating func put(_ field: UInt8, record fill: (inout RecordWriter) -> Void) {
        var inner = RecordWriter()
        fill(&inner)
        put(field, inner.bytes)
    }

    /// Adds tags in their order.
    public mutating func put(_ field: UInt8, _ tags: [Tag]) {
        for tag in tags {
            put(
                field,
                record: { (writer: inout RecordWriter) in
                    writer.put(1, tag.key)
                    writer.put(2, tag.value)
                }
            )
        }
    }
}
