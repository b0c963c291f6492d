/// Where a server is: `https://HOST[:PORT]`, or `http://` on the same machine.
package struct ServerEndpoint: Sendable, Hashable {
    /// The URL without a path.
    package let url: String
    /// Host and port, as in the `Host` field.
    package let authority: String
    /// Whether it is plain HTTP.
    package let isInsecure: Bool

    /// Reads a URL; nil for another scheme, a user, a path, or a character no host has.
    package init?(_ text: some StringProtocol) {
        let text = String(text)
        let scheme: String
        if text.hasPrefix("https://") {
            scheme = "https://"
        } else if text.hasPrefix("http://") {
            scheme = "http://"
        } else {
            return nil
        }
        var authority = String(text.dropFirst(scheme.count))
        if authority.hasSuffix("/") { authority.removeLast() }
        let isHost = authority.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x3A, 0x41...0x5B, 0x5D, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        guard isHost, !authority.isEmpty, authority.utf8.count <= 300 else { return nil }
        url = scheme + authority
        self.authority = authority
        isInsecure = scheme == "http://"
    }
}
