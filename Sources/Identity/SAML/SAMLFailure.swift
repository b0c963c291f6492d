/// Why a response of a SAML identity provider is not taken.
public enum SAMLFailure: Error, Hashable, Sendable {
    /// It is not base64, or too long.
    case notBase64
    /// It is no response of SAML 2.0 with one assertion, or not in the form that is read.
    case malformed
    /// It does not name anybody.
    case noSubject
    /// The identity provider tells that it did not authenticate anybody.
    case rejected
    /// A signature lacks or does not hold, or what is encrypted cannot be opened.
    case badSignature
    /// The assertion must be encrypted, and is not.
    case notEncrypted
    /// It comes from another issuer.
    case otherIssuer
    /// It is meant for another service.
    case otherAudience
    /// It was sent to another place.
    case otherRecipient
    /// Its time is over.
    case expired
    /// It was made too long ago.
    case tooOld
    /// Its time has not come.
    case notYetValid
}
