/// The rules for bucket names.
///
/// - Source: S3 User Guide, "General purpose bucket naming rules".
enum BucketName {
    static func isValid(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard (3...63).contains(bytes.count), let first = bytes.first, let last = bytes.last,
            isAlphanumeric(first), isAlphanumeric(last), !name.contains("..")
        else { return false }
        for byte in bytes where !isAlphanumeric(byte) && byte != 0x2D && byte != 0x2E {
            return false
        }
        return !isAddress(name) && !reservedPrefixes.contains { name.hasPrefix($0) }
            && !reservedSuffixes.contains { name.hasSuffix($0) }
    }

    private static let reservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"]
    private static let reservedSuffixes = [
        "-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3",
    ]

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isAddress(_ name: String) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count == 4 && labels.allSatisfy { UInt8($0) != nil }
    }
}
