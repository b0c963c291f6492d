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
        parts == 0 ? Hex.encode(digest) : Hex.encode(digest) + "-" + String(parts)
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
