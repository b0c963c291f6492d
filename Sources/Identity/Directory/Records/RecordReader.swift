public import Base
public import Store

/// Reads the fields of a record; everything out of form is `StoreError.unreadable`.
public struct RecordReader {
    private let bytes: ArraySlice<UInt8>

    /// Checks the form of the whole record: the version, and that the last field ends at the end.
    public init(_ bytes: [UInt8]) throws(StoreError) {
        try self.init(bytes[...])
    }

    private init(_ bytes: ArraySlice<UInt8>) throws(StoreError) {
        guard bytes.first == RecordWriter.version else {
            throw .unreadable("a record has an unknown form")
        }
        self.bytes = bytes.dropFirst()
        var position = self.bytes.startIndex
        while position < self.bytes.endIndex { _ = try next(&position) }
    }

    /// The bytes of the field; nil when it is absent.
    public func bytes(_ field: UInt8) throws(StoreError) -> ArraySlice<UInt8>? {
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let found = try next(&position)
            if found.number == field { return bytes[found.range] }
        }
        return nil
    }

    /// The text of the field; nil when it is absent.
    public func textIfPresent(_ field: UInt8) throws(StoreError) -> String? {
        guard let slice = try bytes(field) else { return nil }
        return try Self.text(slice)
    }

    /// The text of a field that must be there.
    public func text(_ field: UInt8) throws(StoreError) -> String {
        guard let text = try textIfPresent(field) else { throw Self.missing(field) }
        return text
    }

    /// Every text under the field, in order.
    public func texts(_ field: UInt8) throws(StoreError) -> [String] {
        var texts: [String] = []
        for slice in try slices(field) { texts.append(try Self.text(slice)) }
        return texts
    }

    /// The number of the field; nil when it is absent.
    public func numberIfPresent(_ field: UInt8) throws(StoreError) -> Int64? {
        guard let slice = try bytes(field) else { return nil }
        guard slice.count <= 8 else { throw .unreadable("a number is too long") }
        var bits: UInt64 = 0
        for byte in slice { bits = bits << 8 | UInt64(byte) }
        return Int64(bitPattern: bits)
    }

    /// The number of a field that must be there.
    public func number(_ field: UInt8) throws(StoreError) -> Int64 {
        guard let number = try numberIfPresent(field) else { throw Self.missing(field) }
        return number
    }

    /// The time of the field; nil when it is absent.
    public func timeIfPresent(_ field: UInt8) throws(StoreError) -> Timestamp? {
        guard let number = try numberIfPresent(field) else { return nil }
        return Timestamp(milliseconds: number)
    }

    /// The time of a field that must be there.
    public func time(_ field: UInt8) throws(StoreError) -> Timestamp {
        Timestamp(milliseconds: try number(field))
    }

    /// Every record under the field, in order.
    public func records(_ field: UInt8) throws(StoreError) -> [RecordReader] {
        var records: [RecordReader] = []
        for slice in try slices(field) { records.append(try RecordReader(slice)) }
        return records
    }

    /// The tags under the field, in order.
    public func tags(_ field: UInt8) throws(StoreError) -> [Tag] {
        var tags: [Tag] = []
        for record in try records(field) {
            tags.append(Tag(key: try record.text(1), value: try record.text(2)))
        }
        return tags
    }

    private func slices(_ field: UInt8) throws(StoreError) -> [ArraySlice<UInt8>] {
        var slices: [ArraySlice<UInt8>] = []
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let found = try next(&position)
            if found.number == field { slices.append(bytes[found.range]) }
        }
        return slices
    }

    /// The field at the position, which moves past it.
    private func next(
        _ position: inout Int
    ) throws(StoreError) -> (number: UInt8, range: Range<Int>) {
        let number = bytes[position]
        position += 1
        var length = 0
        var shift = 0
        while true {
            guard position < bytes.endIndex, shift < Limits.recordLengthBits else {
                throw .unreadable("a record is cut short")
            }
            let byte = bytes[position]
            position += 1
            length |= Int(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        guard length <= bytes.endIndex - position else {
            throw .unreadable("a record is cut short")
        }
        defer { position += length }
        return (number, position..<position + length)
    }

    private static func text(_ slice: ArraySlice<UInt8>) throws(StoreError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw .unreadable("a text is not UTF-8")
        }
        return text
    }

    private static func missing(_ field: UInt8) -> StoreError {
        .unreadable("a record lacks field \(field)")
    }
}
