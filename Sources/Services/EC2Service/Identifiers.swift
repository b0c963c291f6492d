/// The forms of EC2's ids.
///
/// - Source: EC2 User Guide, "Resource IDs": eight or seventeen hexadecimal digits.
enum Identifiers {
    static func isValid(_ id: String, prefix: String) -> Bool {
        guard id.hasPrefix(prefix) else { return false }
        let digits = id.dropFirst(prefix.count).utf8
        return (digits.count == 8 || digits.count == 17)
            && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
