/// The forms of names in Kubernetes.
///
/// - Source: Kubernetes, "Object Names and IDs".
enum KubernetesName {
    private static let labelBytes = 63
    private static let subdomainBytes = 253

    /// Small letters, digits and hyphens, none of these at an end.
    static func isLabel(_ text: String) -> Bool {
        text.utf8.count <= labelBytes && isPart(text[...])
    }

    /// What tells a pod from others of its name: a UUID, or the digest of a static pod's description.
    static func isUID(_ text: String) -> Bool { isLabel(text) }

    /// Labels with full stops between them, of any length.
    static func isSubdomain(_ text: String) -> Bool {
        text.utf8.count <= subdomainBytes
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isPart)
    }

    private static func isPart(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return first != 0x2D && last != 0x2D
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
            }
    }
}
