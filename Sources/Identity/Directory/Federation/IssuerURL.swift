/// What the URL of an OpenID Connect provider looks like.
///
/// - Source: IAM API Reference, CreateOpenIDConnectProvider, `Url`: it begins with `https://`, may
///   have a path, and no query. A port is taken, since issuers beside this server have one.
enum IssuerURL {
    static func require(_ text: String) throws(DirectoryError) {
        let scheme = OpenIDConnectProvider.scheme
        guard text.utf8.count <= Limits.providerURL, text.hasPrefix(scheme) else { throw invalid }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != slash }
        guard isAuthority(authority), rest.allSatisfy(isURLByte) else { throw invalid }
    }

    /// A host name or address, and perhaps a port.
    private static func isAuthority(_ text: Substring.UTF8View) -> Bool {
        var host = text
        var port: Substring.UTF8View?
        if text.first == 0x5B {
            guard let end = text.firstIndex(of: 0x5D) else { return false }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == colon else { return false }
            if !rest.isEmpty { port = rest.dropFirst() }
            guard host.allSatisfy({ isHexadecimal($0) || $0 == colon || $0 == 0x2E }) else {
                return false
            }
        } else if let place = text.firstIndex(of: colon) {
            host = text[..<place]
            port = text[text.index(after: place)...]
            guard host.allSatisfy(isHostByte) else { return false }
        } else {
            guard host.allSatisfy(isHostByte) else { return false }
        }
        guard !host.isEmpty else { return false }
        guard let port else { return true }
        return UInt16(Substring(port)).map { $0 > 0 } ?? false
    }

    /// Visible ASCII, but what starts a query or a fragment.
    private static func isURLByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != 0x3F && byte != 0x23
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }

    private static let slash: UInt8 = 0x2F
    private static let colon: UInt8 = 0x3A

    /// - Source: AWS's answer as LocalStack recorded it in 2026.
    private static var invalid: DirectoryError {
        .invalidInput("Invalid Open ID Connect Provider URL")
    }
}
