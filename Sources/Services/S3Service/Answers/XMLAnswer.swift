/// Writes an XML document of an answer.
struct XMLAnswer {
    private(set) var bytes: [UInt8] = []
    private var openNames: [String] = []

    /// Starts a document with a root in S3's namespace, or in none as errors have it.
    init(_ root: String, hasNamespace: Bool = true) {
        bytes.reserveCapacity(512)
        append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(root)")
        if hasNamespace { append(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"") }
        append(">")
        openNames.append(root)
    }

    /// Adds an element with elements in it.
    mutating func element(
        _ name: String,
        attributes: String = "",
        _ content: (inout XMLAnswer) -> Void
    ) {
        append("<\(name)\(attributes)>")
        content(&self)
        append("</\(name)>")
    }

    /// Adds an element with a text in it.
    mutating func text(_ name: String, _ value: String) {
        append("<\(name)>")
        escape(value)
        append("</\(name)>")
    }

    /// Adds a text to the element that is open.
    mutating func content(_ text: String) { escape(text) }

    /// Adds an element with a text when there is one.
    mutating func text(_ name: String, ifPresent value: String?) {
        if let value { text(name, value) }
    }

    /// Adds an element with a truth value.
    mutating func flag(_ name: String, _ value: Bool) { text(name, value ? "true" : "false") }

    /// Adds an element with a number.
    mutating func number(_ name: String, _ value: some BinaryInteger) {
        text(name, String(value))
    }

    /// Ends the root and gives the document.
    consuming func finished() -> [UInt8] {
        for name in openNames.reversed() { append("</\(name)>") }
        return bytes
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: append("&amp;")
            case 0x3C: append("&lt;")
            case 0x3E: append("&gt;")
            case 0x22: append("&quot;")
            // White space other than a space would be normalised; other controls are not XML 1.0,
            // and AWS writes them so too, which is why clients ask for `encoding-type=url`.
            case 0x00..<0x20: append("&#x\(String(byte, radix: 16));")
            default: bytes.append(byte)
            }
        }
    }
}
