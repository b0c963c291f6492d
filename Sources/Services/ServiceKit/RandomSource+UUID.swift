public import Base
internal import Cryptography

extension RandomSource {
    /// A random UUID (RFC 9562, version 4).
    public func uuid() -> String { Self.uuid(bytes(16), version: 0x40) }

    /// A UUID that begins with the time (RFC 9562, version 7), so that later ones sort later.
    public func uuid(at time: Timestamp) -> String {
        let stamp = UInt64(clamping: time.milliseconds)
        let front = stride(from: UInt64(40), through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: stamp >> $0)
        }
        return Self.uuid(front + bytes(10), version: 0x70)
    }

    /// The text of a UUID (RFC 9562): sixteen bytes, and the version in the upper half of a byte.
    public static func uuid(_ bytes: [UInt8], version: UInt8) -> String {
        var bytes = bytes
        bytes[6] = bytes[6] & 0x0F | version
        bytes[8] = bytes[8] & 0x3F | 0x80
        let parts = [bytes[..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10...]]
        return parts.map { Hex.text(Array($0)) }.joined(separator: "-")
    }
}
