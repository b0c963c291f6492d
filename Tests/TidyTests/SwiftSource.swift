/// A Swift file whose comments and string literals can be blanked, so that rules see only code.
struct SwiftSource {
    /// Where it is, from the repository's root.
    let path: String
    /// Its lines as they are.
    let lines: [Substring]
    /// Its lines with comments and the contents of string literals replaced by spaces.
    let code: [Substring]

    /// Reads a file.
    init(_ path: String) throws {
        self.init(path: path, text: try Repository.text(path))
    }

    /// Takes a text as a file.
    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var blanker = Blanker(bytes: Array(text.utf8))
        blanker.run()
        code = String(decoding: blanker.bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// All Swift files of a folder.
    static func all(in folder: String) throws -> [SwiftSource] {
        try Repository.files(in: folder, endings: ["swift"]).map(SwiftSource.init)
    }

    /// The modules that it imports.
    var imports: [String] {
        code.compactMap { line in
            guard line.contains("import"),
                let match = line.wholeMatch(
                    of: /\s*(?:@\w+\s+)*(?:\w+\s+)?import\s+(?:\w+\s+)?(\w+).*/
                )
            else { return nil }
            return String(match.1)
        }
    }
}

/// Replaces what is not code by spaces, in place; keeps line breaks.
private struct Blanker {
    var bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() {
        while position < bytes.count {
            if starts("//") {
                while position < bytes.count, bytes[position] != 0x0A { blank() }
            } else if starts("/*") {
                blankComment()
            } else if bytes[position] == 0x22 {
                blankString(hashes: 0)
            } else if bytes[position] == 0x23, let hashes = rawStringHashes() {
                position += hashes
                blankString(hashes: hashes)
            } else {
                position += 1
            }
        }
    }

    private func starts(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { word in
            for index in 0..<word.count where unsafe word[index] != bytes[position + index] {
                return false
            }
            return true
        }
    }

    private mutating func blank() {
        if bytes[position] != 0x0A { bytes[position] = 0x20 }
        position += 1
    }

    private mutating func blankComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank()
            } else if starts("*/") {
                depth -= 1
                blank()
            }
            blank()
        } while depth > 0 && position < bytes.count
    }

    /// How many `#` precede a quotation mark here; nil when this is no raw string.
    private func rawStringHashes() -> Int? {
        var end = position
        while end < bytes.count, bytes[end] == 0x23 { end += 1 }
        return end < bytes.count && bytes[end] == 0x22 ? end - position : nil
    }

    /// Blanks from an opening quotation mark through the closing one, which both stay.
    private mutating func blankString(hashes: Int) {
        let isLong = starts("\"\"\"")
        let quotes = isLong ? 3 : 1
        position += quotes
        while position < bytes.count {
            if bytes[position] == 0x5C, hashes == 0 {
                blank()
                if position < bytes.count { blank() }
            } else if isClosing(quotes: quotes, hashes: hashes) {
                position += quotes + hashes
                return
            } else if bytes[position] == 0x0A, !isLong {
                return
            } else {
                blank()
            }
        }
    }

    private func isClosing(quotes: Int, hashes: Int) -> Bool {
        let closing =
            [UInt8](repeating: 0x22, count: quotes)
            + [UInt8](repeating: 0x23, count: hashes)
        return bytes[position...].starts(with: closing)
    }
}
