extension XMLAnswer {
    /// Adds the elements of a checksum.
    mutating func checksum(_ checksum: StoredChecksum?, showsType: Bool = true) {
        guard let checksum else { return }
        text(checksum.algorithm.elementName, checksum.text)
        if showsType { text("ChecksumType", checksum.type) }
    }
}
