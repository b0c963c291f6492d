import Base
import Store

/// A position in a listing as text: the bytes of the last key after the listing's prefix.
///
/// Markers stay good when the entity that they name is deleted between two pages, but for those
/// within paths so long that they name the entity instead.
enum Marker {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    /// The text of a position.
    static func text(_ position: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(position.count * 4 / 3 + 2)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in position {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> count & 63)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << (6 - count) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The position that a text stands for.
    static func position(_ text: String) throws(DirectoryError) -> [UInt8] {
        var position: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        guard text.utf8.count <= maximumText else { throw invalid }
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { throw invalid }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            position.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        return position
    }

    /// The text of a position that would be too long: where the named entity is, while it is there.
    static func text(name: String) -> String { "." + name }

    /// The name in such a text.
    static func name(_ text: String) -> String? {
        text.utf8.first == 0x2E ? String(text.dropFirst()) : nil
    }

    /// Path, name and a byte each, in base 64.
    private static let maximumText = (Limits.path + Limits.otherName + 8) * 4 / 3

    static var invalid: DirectoryError {
        .invalidInput("Invalid Marker: the marker is not one of this listing.")
    }
}
