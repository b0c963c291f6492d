extension ArraySlice<UInt8> {
    /// Whether the bytes are exactly these.
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return starts(with: text)
    }

    /// Whether the bytes begin with these.
    func starts(with text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount else { return false }
        // SAFETY: a static string of UTF-8 has that many bytes from `utf8Start` on.
        let start = unsafe text.utf8Start
        for offset in 0..<text.utf8CodeUnitCount
        where unsafe self[startIndex + offset] != start[offset] {
            return false
        }
        return true
    }

    /// The number that the bytes spell in decimal digits; nil for anything else or over 18 digits.
    var decimal: Int? {
        guard !isEmpty, count <= 18 else { return nil }
        var value = 0
        for byte in self {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// The bytes as text, repaired where they are not UTF-8.
    var text: String { String(decoding: self, as: UTF8.self) }
}
