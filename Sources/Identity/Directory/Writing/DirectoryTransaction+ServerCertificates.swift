public import Base
import Cryptography
import Store

extension DirectoryTransaction {
    /// Takes a certificate with its private key, which is sealed, and the chain of its issuers.
    ///
    /// - Throws: `refusedCertificate` when they cannot be read or do not belong together, or the
    ///   certificate is not valid now.
    @discardableResult
    public func uploadServerCertificate(
        named name: String,
        path: String = "/",
        body: String,
        privateKey: String,
        chain: String? = nil,
        tags: [Tag] = []
    ) throws(DirectoryError) -> ServerCertificate {
        try Forms.require(name: name, of: .serverCertificate)
        try Forms.require(path: path)
        try require(newTags: tags)
        let key = key(Keyspace.serverCertificates).name(name)
        guard try !exists(key) else { throw .alreadyExists(.serverCertificate, name) }
        let expiration = try expiration(of: body, privateKey: privateKey, chain: chain)
        try countOne(.serverCertificates, within: .serverCertificates)
        let certificate = ServerCertificate(
            account: account,
            name: name,
            path: path,
            id: UniqueID.make(.certificate, random: dependencies.random),
            uploadDate: now,
            expiration: expiration,
            tags: tags
        )
        let contents = ServerCertificateContents(
            body: PEMReader.trimmed(body),
            chain: chain.map(PEMReader.trimmed),
            sealedKey: try seal(
                privateKey,
                context: SealContext.serverCertificate(certificate.id)
            )
        )
        try put(key, certificate)
        try put(self.key(Keyspace.serverCertificateContents).text(certificate.id), contents)
        try addPath(.serverCertificate, path, name)
        return certificate
    }

    /// Gives a certificate another name or path; its own name is no conflict.
    public func updateServerCertificate(
        named name: String,
        newName: String? = nil,
        newPath: String? = nil
    ) throws(DirectoryError) {
        var certificate = try serverCertificate(named: name)
        let old = certificate
        if let newName {
            try Forms.require(name: newName, of: .serverCertificate)
            certificate.name = newName
        }
        if let newPath {
            try Forms.require(path: newPath)
            certificate.path = newPath
        }
        guard certificate != old else { return }
        let oldKey = key(Keyspace.serverCertificates).name(old.name)
        let newKey = key(Keyspace.serverCertificates).name(certificate.name)
        if newKey != oldKey {
            guard try !exists(newKey) else {
                throw .alreadyExists(.serverCertificate, certificate.name)
            }
            try delete(oldKey)
        }
        try put(newKey, certificate)
        try removePath(.serverCertificate, old.path, old.name)
        try addPath(.serverCertificate, certificate.path, certificate.name)
    }

    /// Deletes a certificate.
    public func deleteServerCertificate(named name: String) throws(DirectoryError) {
        let certificate = try serverCertificate(named: name)
        try delete(key(Keyspace.serverCertificates).name(name))
        try delete(key(Keyspace.serverCertificateContents).text(certificate.id))
        try removePath(.serverCertificate, certificate.path, name)
        try count(.serverCertificates, by: -1)
    }

    func put(_ certificate: ServerCertificate) throws(DirectoryError) {
        try put(key(Keyspace.serverCertificates).name(certificate.name), certificate)
    }

    /// When the certificate ends; checks it with its key and chain.
    private func expiration(
        of body: String,
        privateKey: String,
        chain: String?
    ) throws(DirectoryError) -> Timestamp {
        guard let der = PEMReader.certificate(body), let certificate = Certificate(der: der),
            certificate.isValid(at: now)
        else { throw .refusedCertificate(.unreadableCertificate) }
        guard let key = PEMReader.privateKey(privateKey) else {
            throw .refusedCertificate(.unreadableKey)
        }
        guard key.fits(certificate) else { throw .refusedCertificate(.otherKey) }
        let validUntil = certificate.validUntil
        if let chain { try CertificateChain.require(chain, of: certificate) }
        return validUntil
    }
}
