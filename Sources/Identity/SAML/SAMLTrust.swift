public import Cryptography

/// What is known of the identity provider whose responses are taken.
public struct SAMLTrust: Sendable {
    /// Its entity id.
    public let issuer: String
    /// The certificates whose keys sign, in DER; no other key counts, and their validity does not
    /// either.
    ///
    /// - Source: "SAML V2.0 Metadata Interoperability Profile", 2.6.1.
    public let certificates: [[UInt8]]
    /// The private keys that open encrypted assertions, in PEM.
    public let privateKeys: [Secret]
    /// Whether assertions must be encrypted.
    public let requiresEncryption: Bool

    /// Joins the parts.
    public init(
        issuer: String,
        certificates: [[UInt8]],
        privateKeys: [Secret] = [],
        requiresEncryption: Bool = false
    ) {
        self.issuer = issuer
        self.certificates = certificates
        self.privateKeys = privateKeys
        self.requiresEncryption = requiresEncryption
    }
}
