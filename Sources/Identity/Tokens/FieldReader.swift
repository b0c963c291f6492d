/// Reads what `FieldWriter` wrote.
struct FieldReader {
    /// One field.
    struct Field {
        let number: UInt8
        let bytes: ArraySlice<UInt8>

        var text: String { String(decoding: bytes, as: UTF8.self) }

        var value: UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
    }

    private let bytes: [UInt8]
    private var position = 1

    /// Nil for another version.
    init?(_ bytes: [UInt8], version: UInt8) {
        guard bytes.first == version else { return nil }
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The next field; nil at the end, and where a field does not fit.
    mutating func next() -> Field? {
        guard position + 2 <= bytes.count else { return nil }
        let number = bytes[position]
        var count = Int(bytes[position + 1])
        var start = position + 2
        if count >= 0x80 {
            guard start < bytes.count else { return nil }
            count = (count & 0x7F) << 8 | Int(bytes[start])
            start += 1
        }
        guard start + count <= bytes.count else { return nil }
        position = start + count
        return Field(number: number, bytes: bytes[start..<start + count])
    }
}
