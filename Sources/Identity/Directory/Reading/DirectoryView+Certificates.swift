import Base
import Store

extension DirectoryView {
    /// The server certificate with exactly this name.
    public func serverCertificate(named name: String) throws(DirectoryError) -> ServerCertificate {
        let key = key(Keyspace.serverCertificates).name(name)
        guard let certificate = try record(key, as: ServerCertificate.self),
            certificate.name == name
        else { throw .noSuch(.serverCertificate, name) }
        return certificate
    }

    /// What was uploaded as the server certificate.
    public func contents(
        of certificate: ServerCertificate
    ) throws(DirectoryError) -> ServerCertificateContents {
        let key = key(Keyspace.serverCertificateContents).text(certificate.id)
        guard let contents = try record(key, as: ServerCertificateContents.self) else {
            throw .store(.unreadable("a server certificate has no contents"))
        }
        return contents
    }

    /// Server certificates, ordered as users are.
    public func serverCertificates(
        pathPrefix: String = "/",
        after marker: String? = nil,
        limit: Int
    ) throws(DirectoryError) -> Page<ServerCertificate> {
        try page(
            Keyspace.serverCertificates,
            kind: .serverCertificate,
            pathPrefix: pathPrefix,
            after: marker,
            limit: limit,
            as: ServerCertificate.self
        )
    }

    /// The signing certificates of a user or of the account's root, in order of ids; there are few.
    public func signingCertificates(
        of owner: AccessKey.Owner
    ) throws(DirectoryError) -> [SigningCertificate] {
        try all(
            key(Keyspace.signingCertificates).text(owner.text),
            as: SigningCertificate.self
        )
    }
}
