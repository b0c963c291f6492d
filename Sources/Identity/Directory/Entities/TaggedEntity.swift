/// An entity that carries tags.
public enum TaggedEntity: Hashable, Sendable {
    /// The user with the name.
    case user(String)
    /// The role with the name.
    case role(String)
    /// The customer managed policy with the ARN.
    case policy(String)
    /// The instance profile with the name.
    case instanceProfile(String)
    /// The virtual MFA device with the serial number.
    case mfaDevice(String)
    /// The OpenID Connect provider with the ARN.
    case openIDConnectProvider(String)
    /// The SAML provider with the ARN.
    case samlProvider(String)
    /// The server certificate with the name.
    case serverCertificate(String)
}
