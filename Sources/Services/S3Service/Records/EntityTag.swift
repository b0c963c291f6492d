import Cryptography

/// An ETag: the MD5 of an object, or of its parts' MD5s with their number.
struct EntityTag: Hashable, Sendable {
    /// Sixteen bytes.
    let digest: [UInt8]
    /// How many parts; 0 when the object came in one piece.
    let parts: Int

    init(digest: [UInt8], parts: Int = 0) {
        self.digest = digest
        self.parts = parts
    }

    /// Without quotation marks.
    var bare: String {
        var text: [UInt8] = []
        text.reserveCapacity(40)
        for byte in digest { Hex.append(byte, to: &text) }
        if parts != 0 { text.append(contentsOf: "-\(parts)".utf8) }
        return String(decoding: text, as: UTF8.self)
    }

    /// As the header field shows it.
    var quoted: String { "\"" + bare + "\"" }

    /// Whether a client's text, quoted or not, names this tag.
    func matches(_ text: some StringProtocol) -> Bool {
        var text = text[...]
        if text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count >= 2 {
            text = text.dropFirst().dropLast()
        }
        return text == bare
    }
}
