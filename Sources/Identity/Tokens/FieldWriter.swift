/// Writes fields of a number, a length (one byte, or two with the top bit set) and bytes.
struct FieldWriter {
    private(set) var bytes: [UInt8]

    init(version: UInt8) { bytes = [version] }

    mutating func put(_ number: UInt8, _ text: String) {
        let utf8 = text.utf8
        let count = min(utf8.count, 0x7FFF)
        bytes.append(number)
        if count < 0x80 {
            bytes.append(UInt8(count))
        } else {
            bytes.append(0x80 | UInt8(count >> 8))
            bytes.append(UInt8(count & 0xFF))
        }
        bytes.append(contentsOf: utf8.prefix(count))
    }

    mutating func put(_ number: UInt8, _ value: UInt64) {
        bytes.append(number)
        bytes.append(8)
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
