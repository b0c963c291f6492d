extension ArraySlice<UInt8> {
    /// Whether the bytes are exactly these.
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return starts(with: text)
    }

    /// Whether the bytes begin with these.
    func starts(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        // SAFETY: the slice has at least `length` bytes, and the text just as many.
        return unsafe withUnsafeBufferPointer { bytes in
            let start = unsafe text.utf8Start
            for index in 0..<length where unsafe bytes[index] != start[index] { return false }
            return true
        }
    }

    /// Where the first of two bytes is from an index on, or the end.
    func firstIndex(of first: UInt8, or second: UInt8, from start: Int) -> Int {
        // SAFETY: `index` stays between the start and the end of the slice.
        unsafe withUnsafeBufferPointer { bytes in
            var index = start - startIndex
            while index < bytes.count {
                let byte = unsafe bytes[index]
                if byte == first || byte == second { break }
                index += 1
            }
            return index + startIndex
        }
    }

    /// Whether a space or a tab is among the bytes; eight are looked at in one step.
    var hasWhiteSpace: Bool {
        // SAFETY: loads stay within the buffer.
        unsafe withUnsafeBytes { bytes in
            var index = 0
            while index + 8 <= bytes.count {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let space = word ^ 0x2020_2020_2020_2020
                let tab = word ^ 0x0909_0909_0909_0909
                let found = Self.zeroBytes(space) | Self.zeroBytes(tab)
                if found != 0 { return true }
                index += 8
            }
            while index < bytes.count {
                if unsafe bytes[index] == 0x20 || bytes[index] == 0x09 { return true }
                index += 1
            }
            return false
        }
    }

    /// Not zero when one of the eight bytes is.
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
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
