/// Reads what `ClaimsWriter` wrote, and throws on anything that it would not have written.
struct ClaimsReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number() throws(TokenFailure) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 63 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                guard byte != 0 || shift == 0 else { throw .malformed }
                return value
            }
            shift += 7
        }
        throw .malformed
    }

    /// A number of entries.
    mutating func count() throws(TokenFailure) -> Int {
        let value = try number()
        guard value <= Limits.listEntries else { throw .malformed }
        return Int(value)
    }

    mutating func block() throws(TokenFailure) -> [UInt8] {
        let count = try number()
        guard count <= UInt64(bytes.count - position) else { throw .malformed }
        let start = position
        position += Int(count)
        return Array(bytes[start..<position])
    }

    mutating func text() throws(TokenFailure) -> String {
        guard let text = String(validating: try block(), as: UTF8.self) else { throw .malformed }
        return text
    }
}
