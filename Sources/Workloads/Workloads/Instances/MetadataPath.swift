package import HTTPMessage

/// The path of a metadata request, below the version.
package enum MetadataPath {
    /// The path without the version before it and slashes at its end; nil when there is no such
    /// version.
    ///
    /// `/latest/meta-data/` and `/2021-03-23/meta-data` are `meta-data`; `/latest/` is empty.
    package static func path(_ head: RequestHead) -> String? {
        var parts = head.text(head.path).split(separator: "/", omittingEmptySubsequences: true)
        guard !parts.isEmpty, isVersion(parts.removeFirst()) else { return nil }
        return parts.joined(separator: "/")
    }

    /// `latest`, or a day as versions are named.
    ///
    /// - Source: Amazon EC2 User Guide, "Get the available versions of the instance metadata".
    private static func isVersion(_ text: Substring) -> Bool {
        guard text != "latest" else { return true }
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            index == 4 || index == 7 || (0x30...0x39).contains(byte)
        }
    }
}
