extension QRCode {
    /// Light modules around the code, a side, and pixels of a module, a side.
    ///
    /// - Source: ISO/IEC 18004: the quiet zone is four modules wide.
    private static let quiet = 4
    private static let scale = 4

    /// The code as a PNG of one bit a pixel (RFC 2083), its data stored without compression.
    public var png: [UInt8] {
        let side = (width + 2 * Self.quiet) * Self.scale
        var header = PNGChunk("IHDR")
        header.append(UInt32(side))
        header.append(UInt32(side))
        // Bit depth 1, grey, and the only compression, filter and interlace there are.
        header.body += [1, 0, 0, 0, 0]
        var data = PNGChunk("IDAT")
        data.body += Self.stored(rows(side))
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + header.bytes + data.bytes
            + PNGChunk("IEND").bytes
    }

    /// Each row: the filter's number, then its pixels, 1 for white.
    private func rows(_ side: Int) -> [UInt8] {
        var out: [UInt8] = []
        for y in 0..<side {
            out.append(0)
            for start in stride(from: 0, to: side, by: 8) {
                var byte: UInt8 = 0
                for bit in 0..<8 where start + bit >= side || isLight(start + bit, y) {
                    byte |= 0x80 >> UInt8(bit)
                }
                out.append(byte)
            }
        }
        return out
    }

    private func isLight(_ x: Int, _ y: Int) -> Bool {
        let column = x / Self.scale - Self.quiet
        let row = y / Self.scale - Self.quiet
        guard (0..<width).contains(column), (0..<width).contains(row) else { return true }
        return !modules[row * width + column]
    }

    /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(block.count)
            let count = UInt16(block.count)
            out.append(rest.isEmpty ? 1 : 0)
            for number in [count, ~count] { out += [UInt8(number & 255), UInt8(number >> 8)] }
            out += block
        } while !rest.isEmpty
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        for sum in [high, low] { out += [UInt8(sum >> 8), UInt8(sum & 255)] }
        return out
    }
}
