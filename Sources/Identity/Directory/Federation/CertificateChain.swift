import Cryptography

/// The certificates of the issuers of a certificate, each signed by the next.
enum CertificateChain {
    /// Throws unless the chain begins with the issuer of the certificate and goes on in order.
    static func require(
        _ text: String,
        of certificate: borrowing Certificate
    ) throws(DirectoryError) {
        guard let parts = PEM.parts(text), parts.count <= Limits.chainCertificates else {
            throw .refusedCertificate(.brokenChain(index: 0))
        }
        let first = try issuer(parts[0], at: 0)
        guard certificate.isIssued(by: first) else {
            throw .refusedCertificate(.brokenChain(index: -1))
        }
        for index in parts.indices.dropFirst() {
            let issued = try issuer(parts[index - 1], at: index - 1)
            guard issued.isIssued(by: try issuer(parts[index], at: index)) else {
                throw .refusedCertificate(.brokenChain(index: index - 1))
            }
        }
    }

    private static func issuer(_ part: PEM.Part, at index: Int) throws(DirectoryError)
        -> Certificate
    {
        guard let der = PEMReader.certificate(part), let certificate = Certificate(der: der) else {
            throw .refusedCertificate(.brokenChain(index: index))
        }
        return certificate
    }
}
