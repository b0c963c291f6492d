internal import Cryptography

/// A response of an identity provider, of which nothing is trusted yet.
///
/// What leaves it has been read from the bytes whose digest was signed, never from the document
/// around them: where else in it elements stand, or what they are called, cannot matter.
///
/// - Source: "Assertions and Protocols for the OASIS Security Assertion Markup Language (SAML) V2.0",
///   3.3.3 and 5.4; "Profiles …", 4.1.4.
public struct SAMLMessage {
    private static let success = "urn:oasis:names:tc:SAML:2.0:status:Success"

    private let document: [UInt8]
    private let root: SAMLNode

    /// Reads a response in base64, with or without line ends.
    public init(base64 text: String) throws(SAMLFailure) {
        guard text.utf8.count <= Limits.text else { throw .notBase64 }
        let digits = text.utf8.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        guard let document = Base64.bytes(digits) else { throw .notBase64 }
        self.document = document
        root = try SAMLNode(document: document)
        guard root.isNamed("Response", .message), root.count("Response", .message) == 1,
            root.count("Assertion", .assertion) + root.count("EncryptedAssertion", .assertion) == 1
        else { throw .malformed }
    }

    /// The assertion, if its own signature or the response's is the issuer's, and all that are there
    /// hold.
    public func assertion(trusting trust: SAMLTrust) throws(SAMLFailure) -> SAMLAssertion {
        let signed = try signedResponse(trust)
        let response = try signed.map { (bytes) throws(SAMLFailure) in
            try SAMLNode(document: bytes)
        }
        try check(response ?? root, trust)
        let assertions = root.all("Assertion", .assertion)
        let encrypted = root.all("EncryptedAssertion", .assertion)
        guard assertions.count + encrypted.count == 1 else { throw .malformed }
        guard let plain = assertions.first else {
            return try SAMLAssertion(decrypted(signed, trust), in: response ?? root)
        }
        guard !trust.requiresEncryption else { throw .notEncrypted }
        if Self.isSigned(plain) {
            let bytes = XMLSecurity.verified(
                document,
                child: ("Assertion", .assertion),
                certificates: trust.certificates
            )
            guard let bytes else { throw .badSignature }
            return try SAMLAssertion(SAMLNode(document: bytes), in: response ?? root)
        }
        guard let response else { throw .badSignature }
        return try SAMLAssertion(response.one("Assertion", .assertion), in: response)
    }

    private static func isSigned(_ node: SAMLNode) -> Bool {
        !node.all("Signature", .signature).isEmpty
    }

    /// The response as it was signed; nil when it has no signature of its own.
    private func signedResponse(_ trust: SAMLTrust) throws(SAMLFailure) -> [UInt8]? {
        guard trust.certificates.count <= Certificate.mostOfSigner else { throw .badSignature }
        guard Self.isSigned(root) else { return nil }
        guard let bytes = XMLSecurity.verified(document, certificates: trust.certificates) else {
            throw .badSignature
        }
        return bytes
    }

    /// What only narrows what is taken, so that it may be read from a response that is not signed.
    private func check(_ response: SAMLNode, _ trust: SAMLTrust) throws(SAMLFailure) {
        guard response.isNamed("Response", .message), response.attribute("Version") == "2.0" else {
            throw .malformed
        }
        let status = try response.one("Status", .message).one("StatusCode", .message)
        guard status.attribute("Value") == Self.success else { throw .rejected }
        if let issuer = try response.oneIfPresent("Issuer", .assertion) {
            guard try issuer.text() == trust.issuer else { throw .otherIssuer }
        }
    }

    /// The assertion that was encrypted, out of the signed response if it is signed.
    ///
    /// Whatever goes wrong is told in one way, so that nothing can be learned from many tries.
    private func decrypted(
        _ signed: [UInt8]?,
        _ trust: SAMLTrust
    ) throws(SAMLFailure) -> SAMLNode {
        for key in trust.privateKeys {
            let plain = XMLSecurity.decrypted(
                signed ?? document,
                child: ("EncryptedAssertion", .assertion),
                key: key
            )
            if let plain, let node = Self.trusted(plain, trust, isCovered: signed != nil) {
                return node
            }
        }
        throw .badSignature
    }

    private static func trusted(
        _ plain: [UInt8],
        _ trust: SAMLTrust,
        isCovered: Bool
    ) -> SAMLNode? {
        guard let node = try? SAMLNode(document: plain) else { return nil }
        guard isSigned(node) else { return isCovered ? node : nil }
        let bytes = XMLSecurity.verified(plain, certificates: trust.certificates)
        return bytes.flatMap { try? SAMLNode(document: $0) }
    }
}
