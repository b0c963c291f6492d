extension SessionClaims {
    /// The name of the extension that only takes room.
    private static let padding = ""

    /// Lengthens the encoded claims to a number of bytes, if they are shorter.
    mutating func pad(toAtLeast length: Int, _ packed: [UInt8]?) {
        guard length > 0 else { return }
        let lack = length - encoded(packed).count
        guard lack > 0 else { return }
        extensions[Self.padding] = String(repeating: "0", count: lack)
    }
}
