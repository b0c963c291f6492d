internal import SAML
internal import ServiceModel

extension ServiceError {
    /// AWS's answer to everything that a role's trust, or the assertion's list of roles, rules out.
    ///
    /// - Source: IAM User Guide, "Troubleshoot SAML federation with IAM".
    static let noRoleBySAML = accessDenied("Not authorized to perform sts:AssumeRoleWithSAML")

    /// An assertion that cannot be taken.
    static func invalidIdentityToken(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidIdentityToken", message: message)
    }

    /// - Source: IAM User Guide, "Troubleshoot SAML federation with IAM", and public reports of
    ///   clients (gimme-aws-creds issue 251, saml2aws issue 759) for the texts; those that are ours
    ///   are named in `Docs/compatibility.md`, "SAML".
    init(_ failure: SAMLFailure) {
        switch failure {
        case .notBase64: self = .invalidIdentityToken("Invalid base64 SAMLResponse")
        case .malformed: self = .invalidIdentityToken("Invalid SAML response")
        case .noSubject: self = .noRoleBySAML
        case .rejected:
            self.init(
                code: "IDPRejectedClaim",
                message: "The identity provider reports that authentication failed.",
                status: 403
            )
        case .badSignature: self = .invalidIdentityToken("Response signature invalid")
        case .notEncrypted: self = .invalidIdentityToken("Assertion is not encrypted")
        case .otherIssuer:
            self = .invalidIdentityToken("Issuer not present in specified provider")
        case .otherAudience:
            self = .invalidIdentityToken("Response does not contain the required audience.")
        case .otherRecipient:
            self = .invalidIdentityToken("Response does not contain the required recipient.")
        case .expired: self.init(code: "ExpiredTokenException", message: "Response has expired")
        case .tooOld:
            self.init(
                code: "ExpiredTokenException",
                message: "Token must be redeemed within 5 minutes of issuance"
            )
        case .notYetValid: self = .invalidIdentityToken("Response is not yet valid")
        }
    }
}
