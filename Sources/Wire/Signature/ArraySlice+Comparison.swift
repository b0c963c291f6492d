import Base

extension ArraySlice<UInt8> {
    /// Whether the bytes are exactly these.
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return starts(with: text)
    }

    /// Whether the bytes are the same as the other's.
    func equals(_ other: ArraySlice<UInt8>) -> Bool {
        let (left, right) = (span, other.span)
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
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
        let bytes = span
        var index = start - startIndex
        while index + ByteWord.count <= bytes.count {
            let word = ByteWord(bytes, at: index)
            let marks = word.marks(of: first) | word.marks(of: second)
            if marks != 0 { return index + ByteWord.first(of: marks) + startIndex }
            index += ByteWord.count
        }
        while index < bytes.count, bytes[index] != first, bytes[index] != second { index += 1 }
        return index + startIndex
    }

    /// Whether a space or a tab is among the bytes.
    var hasWhiteSpace: Bool { firstIndex(of: 0x20, or: 0x09, from: startIndex) < endIndex }

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
