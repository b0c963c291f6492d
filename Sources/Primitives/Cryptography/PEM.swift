/// Texts in which keys and certificates travel (RFC 7468).
///
/// Strict: nothing but white space stands between the parts, lines are base 64, and a part with
/// headers (RFC 1421, as encrypted keys of OpenSSL have) is told, not read.
public enum PEM {
    /// A part: what its boundaries name, and the bytes between them.
    public struct Part: Hashable, Sendable {
        /// Such as `CERTIFICATE`.
        public let label: String
        /// The bytes; empty for a part with headers.
        public let bytes: [UInt8]
        /// Whether it has headers, which keys have only when a password protects them.
        public let hasHeaders: Bool
    }

    /// The parts in order; nil when the text is not of this form, or has no part.
    ///
    /// - Complexity: O(*n*).
    public static func parts(_ text: some StringProtocol) -> [Part]? {
        var lines = Array(text.utf8).split(whereSeparator: isLineEnd)[...]
        var parts: [Part] = []
        while let line = lines.popFirst() {
            let line = trimmed(line)
            if line.isEmpty { continue }
            guard let label = label(line, "-----BEGIN "), let part = part(label, &lines) else {
                return nil
            }
            parts.append(part)
        }
        return parts.isEmpty ? nil : parts
    }

    private static func part(
        _ label: String,
        _ lines: inout ArraySlice<ArraySlice<UInt8>>
    ) -> Part? {
        var digits: [UInt8] = []
        var hasHeaders = false
        while let line = lines.popFirst() {
            let line = trimmed(line)
            if line.first == 0x2D {
                guard self.label(line, "-----END ") == label else { return nil }
                if hasHeaders { return Part(label: label, bytes: [], hasHeaders: true) }
                guard !digits.isEmpty, let bytes = Base64.bytes(digits) else { return nil }
                return Part(label: label, bytes: bytes, hasHeaders: false)
            }
            if line.contains(0x3A) { hasHeaders = true }
            digits += line
        }
        return nil
    }

    /// The label of a boundary that starts so.
    private static func label(_ line: ArraySlice<UInt8>, _ start: String) -> String? {
        let start = Array(start.utf8)
        let end = Array("-----".utf8)
        guard line.count > start.count + end.count, line.starts(with: start),
            line.suffix(end.count).elementsEqual(end)
        else { return nil }
        let label = line.dropFirst(start.count).dropLast(end.count)
        let isLabel = label.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x2D }
        return isLabel ? String(decoding: label, as: UTF8.self) : nil
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let byte = line.first, isSpace(byte) { line.removeFirst() }
        while let byte = line.last, isSpace(byte) { line.removeLast() }
        return line
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
