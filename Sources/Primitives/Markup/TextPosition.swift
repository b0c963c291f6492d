/// A place in a text.
public struct TextPosition: Hashable, Sendable {
    /// Bytes before the place.
    public let offset: Int
    /// The line, counted from 1.
    public let line: Int
    /// The column, counted from 1 in Unicode scalars.
    public let column: Int

    /// Finds the line and column of an offset; offsets past the end mean the end.
    ///
    /// - Complexity: O(offset).
    public init(offset: Int, in bytes: [UInt8]) {
        let end = min(max(offset, 0), bytes.count)
        var line = 1
        var column = 1
        var index = 0
        while index < end {
            let byte = bytes[index]
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        self.offset = end
        self.line = line
        self.column = column
    }
}
