import Store

/// Reads what `RecordWriter` wrote; a damaged record throws instead of trapping.
struct RecordReader {
    private let bytes: [UInt8]
    private var index = 0

    static let damaged = StoreError.unreadable("a record of the S3 service is damaged")

    init(_ bytes: [UInt8], version: UInt8) throws(StoreError) {
        self.bytes = bytes
        guard try byte() == version else {
            throw .unreadable("a record of the S3 service is of an unknown form")
        }
    }

    private mutating func byte() throws(StoreError) -> UInt8 {
        guard index < bytes.count else { throw Self.damaged }
        defer { index += 1 }
        return bytes[index]
    }

    mutating func number() throws(StoreError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw Self.damaged }
            value |= UInt64(next & 0x7F) << shift
            guard next >= 0x80 else { return value }
            shift += 7
        }
    }

    /// A number that counts things: never more than the bytes that are left.
    mutating func count() throws(StoreError) -> Int {
        let value = try number()
        guard value <= UInt64(bytes.count - index) else { throw Self.damaged }
        return Int(value)
    }

    /// A number below a limit.
    mutating func count(limit: UInt64) throws(StoreError) -> Int {
        let value = try number()
        guard value < limit else { throw Self.damaged }
        return Int(value)
    }

    mutating func signed() throws(StoreError) -> Int64 {
        guard let value = Int64(exactly: try number()) else { throw Self.damaged }
        return value
    }

    private mutating func slice() throws(StoreError) -> ArraySlice<UInt8> {
        let count = try count()
        defer { index += count }
        return bytes[index..<index + count]
    }

    mutating func blob() throws(StoreError) -> [UInt8] { Array(try slice()) }

    mutating func text() throws(StoreError) -> String {
        String(decoding: try slice(), as: UTF8.self)
    }

    mutating func pairs() throws(StoreError) -> [RecordPair] {
        let count = try count()
        var pairs: [RecordPair] = []
        pairs.reserveCapacity(count)
        for _ in 0..<count {
            let name = try text()
            pairs.append(RecordPair(name, try text()))
        }
        return pairs
    }
}
