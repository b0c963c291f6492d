/// Why a certificate or private key is not taken.
///
/// - Source: botocore, `iam` model, exception shapes. The sentences of `unreadableCertificate`,
///   `brokenChain` and `malformed` are those of AWS's own answers as public reports quote them (AWS
///   CLI issue 715, LocalStack's recorded answers); of the others AWS's sentence is not known.
public enum CertificateRefusal: Hashable, Sendable {
    /// The text is not one certificate in PEM, or its validity has not begun or is over.
    case unreadableCertificate
    /// The text is no private key in PEM, or a password protects it.
    case unreadableKey
    /// The private key belongs to another certificate.
    case otherKey
    /// A certificate is not signed by the next one; which one, -1 being the first that was given.
    case brokenChain(index: Int)
    /// The text is no signing certificate; the text.
    case malformed(String)
    /// The signing certificate's validity has not begun, or is over.
    case invalid
    /// A user of the account has the same signing certificate.
    case duplicate

    /// The code that AWS answers with.
    var code: String {
        switch self {
        case .unreadableCertificate, .unreadableKey, .brokenChain, .malformed:
            "MalformedCertificate"
        case .otherKey: "KeyPairMismatch"
        case .invalid: "InvalidCertificate"
        case .duplicate: "DuplicateCertificate"
        }
    }

    /// The sentence to answer with.
    var message: String {
        switch self {
        case .unreadableCertificate:
            "Unable to parse certificate. Please ensure the certificate is in PEM format."
        case .unreadableKey:
            "Unable to parse private key. Please ensure the private key is in PEM format and is not "
                + "protected by a password."
        case .otherKey: "The private key does not match the public key of the certificate."
        case .brokenChain(let index):
            "Unable to validate certificate chain. The certificate chain must start with the "
                + "immediate signing certificate, followed by any intermediaries in order. "
                + "The index within the chain of the invalid certificate is: \(index)"
        case .malformed(let text): "Certificate \(text) is malformed."
        case .invalid: "The certificate is not valid at this time."
        case .duplicate: "The certificate is already associated with a user in this account."
        }
    }
}
