public import Cryptography

/// What a sealed private key belongs to: one cannot be put in another's place.
enum SealContext {
    static func serverCertificate(_ id: String) -> [UInt8] {
        Array("server certificate \(id)".utf8)
    }

    static func samlPrivateKey(_ id: String) -> [UInt8] { Array("SAML private key \(id)".utf8) }
}

extension DirectoryTransaction {
    /// Seals a text for a context.
    func seal(_ text: String, context: [UInt8]) throws(DirectoryError) -> [UInt8] {
        do {
            return try dependencies.sealer.seal(Secret(text.utf8), context: context)
        } catch { throw .sealFailed }
    }
}

extension DirectoryView {
    /// A private key of a SAML provider in PEM, which must not reach a log or a message.
    public func secret(of key: SAMLProvider.PrivateKey) throws(DirectoryError) -> Secret {
        try open(key.sealed, context: SealContext.samlPrivateKey(key.id))
    }

    /// The private key of a server certificate in PEM, which must not reach a log or a message.
    public func secret(
        of contents: ServerCertificateContents,
        certificate: ServerCertificate
    ) throws(DirectoryError) -> Secret {
        try open(contents.sealedKey, context: SealContext.serverCertificate(certificate.id))
    }

    private func open(_ sealed: [UInt8], context: [UInt8]) throws(DirectoryError) -> Secret {
        do {
            return try dependencies.sealer.open(sealed, context: context)
        } catch { throw .sealFailed }
    }
}
