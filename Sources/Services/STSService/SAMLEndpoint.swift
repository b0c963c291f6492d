/// The places to which identity providers send the responses that are taken: AWS's sign-in endpoints.
///
/// - Source: IAM User Guide, "Configure SAML assertions for the authentication response".
struct SAMLEndpoint {
    private static let host = "signin.aws.amazon.com"
    private static let service = "urn:amazon:webservices"

    /// What AWS calls the provider in its own endpoint.
    let providerID: String
    /// Whether assertions must be encrypted: then only the provider's own endpoint counts.
    let requiresEncryption: Bool

    /// Whether it is the endpoint, global or of a region, for all or for the provider.
    func isRecipient(_ text: String) -> Bool {
        guard text.hasPrefix("https://") else { return false }
        let rest = text.dropFirst("https://".count)
        guard let slash = rest.firstIndex(of: "/"), Self.isHost(rest[..<slash]) else {
            return false
        }
        let path = rest[slash...]
        return path == "/saml/acs/\(providerID)" || path == "/saml" && !requiresEncryption
    }

    /// Whether it is AWS as an audience.
    func isAudience(_ text: String) -> Bool { text == Self.service || isRecipient(text) }

    private static func isHost(_ name: Substring) -> Bool {
        if name == host { return true }
        guard name.hasSuffix(".\(host)") else { return false }
        let region = name.dropLast(host.utf8.count + 1).utf8
        return !region.isEmpty
            && region.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
            }
    }
}
