/// The inside of `${…}`: a key, and perhaps a default in single quotes.
///
/// - Source: IAM User Guide, "IAM policy elements: Variables and tags", default values.
struct VariableSyntax {
    let key: ArraySlice<UInt8>
    let fallback: ArraySlice<UInt8>?
    /// The index after the closing brace.
    let end: Int

    /// Reads from the byte after `${`; nil when the form is not one that the language has.
    init?(_ bytes: [UInt8], from start: Int) {
        var index = start
        // No key holds a dollar, so that what is sought is never sought past the next variable.
        while index < bytes.count, bytes[index] != 0x7D, bytes[index] != 0x2C, bytes[index] != 0x24
        {
            index += 1
        }
        guard index < bytes.count, index > start, bytes[index] != 0x24 else { return nil }
        key = bytes[start..<index]
        guard bytes[index] == 0x2C else {
            fallback = nil
            end = index + 1
            return
        }
        index += 1
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        guard index < bytes.count, bytes[index] == 0x27 else { return nil }
        let textStart = index + 1
        guard let quote = bytes[textStart...].firstIndex(of: 0x27) else { return nil }
        fallback = bytes[textStart..<quote]
        index = quote + 1
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        guard index < bytes.count, bytes[index] == 0x7D else { return nil }
        end = index + 1
    }
}
