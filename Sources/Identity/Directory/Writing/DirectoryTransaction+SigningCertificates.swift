import Base
import Cryptography
import Store

extension DirectoryTransaction {
    /// Takes a certificate of a user or of the account's root, and keeps its text as it is.
    ///
    /// - Source: the acceptance tests of Terraform's AWS provider, `TestAccIAMSigningCertificate`:
    ///   against live AWS a body that ends with a newline comes back with it.
    /// - Throws: `refusedCertificate` when it cannot be read, is not valid now, or is already that of
    ///   someone of the account.
    @discardableResult
    public func uploadSigningCertificate(
        _ body: String,
        owner: AccessKey.Owner
    ) throws(DirectoryError) -> SigningCertificate {
        guard let der = PEMReader.certificate(body), let certificate = Certificate(der: der) else {
            throw .refusedCertificate(.malformed(body))
        }
        guard certificate.isValid(at: now) else { throw .refusedCertificate(.invalid) }
        let fingerprint = SHA256.hash(der).hex
        let fingerprintKey = key(Keyspace.signingFingerprints).text(fingerprint)
        guard try !exists(fingerprintKey) else { throw .refusedCertificate(.duplicate) }
        let owned = key(Keyspace.signingCertificates).text(owner.text)
        try requireRoom(owned, within: .signingCertificatesPerUser)
        let signing = SigningCertificate(
            id: UniqueID.letters(Limits.signingCertificateID, random: dependencies.random),
            owner: owner,
            body: body,
            fingerprint: fingerprint,
            status: .active,
            uploadDate: now
        )
        try put(owned.text(signing.id), signing)
        try put(fingerprintKey, [])
        return signing
    }

    /// Makes a certificate active or inactive; one of another owner is `noSuch`.
    public func setStatus(
        _ status: AccessKey.Status,
        ofSigningCertificate id: String,
        owner: AccessKey.Owner
    ) throws(DirectoryError) {
        var certificate = try signingCertificate(id, owner: owner)
        certificate.status = status
        try put(key(Keyspace.signingCertificates).text(owner.text).text(id), certificate)
    }

    /// Deletes a certificate; one of another owner is `noSuch`.
    public func deleteSigningCertificate(
        _ id: String,
        owner: AccessKey.Owner
    ) throws(DirectoryError) {
        let certificate = try signingCertificate(id, owner: owner)
        try delete(key(Keyspace.signingCertificates).text(owner.text).text(id))
        try delete(key(Keyspace.signingFingerprints).text(certificate.fingerprint))
    }

    private func signingCertificate(
        _ id: String,
        owner: AccessKey.Owner
    ) throws(DirectoryError) -> SigningCertificate {
        let key = key(Keyspace.signingCertificates).text(owner.text).text(id)
        guard let certificate = try record(key, as: SigningCertificate.self) else {
            throw .noSuch(.signingCertificate, id)
        }
        return certificate
    }
}
