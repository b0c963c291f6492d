internal import CQRCode

/// A text as a QR code (ISO/IEC 18004), level M.
public struct QRCode: Sendable {
    /// How many modules a side has, the quiet zone left out.
    public let width: Int
    /// The modules by rows; true for dark.
    public let modules: [Bool]

    /// Nil when the text is too long for any version.
    public init?(_ text: String) {
        var width: Int32 = 0
        // SAFETY: the library's modules are `width` squared, and freed here after the copy.
        guard let found = unsafe qrcode_make(text, &width) else { return nil }
        defer { unsafe qrcode_free(found) }
        self.width = Int(width)
        modules = (0..<Int(width) * Int(width)).map { unsafe found[$0] == 1 }
    }
}
