internal import Cryptography

/// A part of a PNG: length, name, body, check.
struct PNGChunk {
    private let name: String
    var body: [UInt8] = []

    init(_ name: String) { self.name = name }

    mutating func append(_ number: UInt32) { body += Self.bigEndian(number) }

    var bytes: [UInt8] {
        let checked = Array(name.utf8) + body
        var crc = CRC(.crc32)
        crc.update(checked.span)
        return Self.bigEndian(UInt32(body.count)) + checked
            + Self.bigEndian(UInt32(truncatingIfNeeded: crc.value))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
